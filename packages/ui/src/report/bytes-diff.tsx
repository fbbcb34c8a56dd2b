import { decodeBase64 } from '@refrain/traffic';
import { cx, formatBytes } from '../base/index.ts';
import type { MessageSide } from './exchange-detail-data.ts';

const PER_ROW = 16;
/** Rows shown; what differs first is what is looked for. */
const MAX_ROWS = 256;

/** Both payloads as hex and ASCII, row by row; bytes that the other side has not at this offset are marked. */
export function BytesDiff({ expected, observed }: { expected: MessageSide | null; observed: MessageSide | null }) {
	const left = bytesOf(expected);
	const right = bytesOf(observed);
	const rows = Math.min(MAX_ROWS, Math.ceil(Math.max(left.length, right.length) / PER_ROW));
	const more = Math.max(expected?.payloadBytes ?? 0, observed?.payloadBytes ?? 0) - rows * PER_ROW;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
		<section aria-label="Bytes" tabIndex={0} className="min-h-0 flex-1 overflow-auto">
			<table className="mono border-collapse text-12">
				<caption className="visually-hidden">Bytes of both payloads</caption>
				<thead>
					<tr className="border-line border-b text-left font-ui text-11 text-fg-3 [&>th]:h-6 [&>th]:px-3 [&>th]:font-medium">
						<th scope="col">Offset</th>
						<th scope="col">Expected {expected ? formatBytes(expected.payloadBytes) : '(nothing)'}</th>
						<th scope="col">Actual {observed ? formatBytes(observed.payloadBytes) : '(nothing)'}</th>
					</tr>
				</thead>
				<tbody>
					{Array.from({ length: rows }, (_, row) => {
						const offset = row * PER_ROW;
						return (
							<tr key={offset}>
								<th scope="row" className="px-3 text-right font-normal text-fg-3">
									{offset.toString(16).padStart(6, '0')}
								</th>
								<HexCell bytes={left} other={right} offset={offset} mark="bg-del-w" />
								<HexCell bytes={right} other={left} offset={offset} mark="bg-add-w" />
							</tr>
						);
					})}
				</tbody>
			</table>
			{more > 0 && <p className="p-3 text-12 text-fg-3">{formatBytes(more)} more are not shown.</p>}
		</section>
	);
}

function HexCell({
	bytes,
	other,
	offset,
	mark,
}: {
	bytes: Uint8Array;
	other: Uint8Array;
	offset: number;
	mark: string;
}) {
	const row = Array.from(bytes.subarray(offset, offset + PER_ROW));
	const differs = (index: number) => bytes[offset + index] !== other[offset + index];
	return (
		<td className="border-line border-l px-3 whitespace-pre">
			{row.map((byte, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a byte is its offset
				<span key={index} className={cx(differs(index) && mark)}>
					{byte.toString(16).padStart(2, '0')}{' '}
				</span>
			))}
			{'   '.repeat(PER_ROW - row.length)}{' '}
			<span className="text-fg-3">
				{row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')}
			</span>
		</td>
	);
}

function bytesOf(side: MessageSide | null): Uint8Array {
	return side === null ? new Uint8Array() : (decodeBase64(side.base64) ?? new Uint8Array());
}
