import { EmptyState, formatBytes, formatCount, Pill } from '../../base/index.ts';
import { HexView } from '../../payload/index.ts';
import type { FrameDetail, WireFrame } from '../frame-detail.ts';

/** The payload as bytes, and the headers of the wire frames it came in. */
export function BytesTab({ frame }: { frame: FrameDetail }) {
	const hidden = frame.wireFrames - frame.wire.length;
	return (
		<>
			<div className="max-h-[40%] flex-none overflow-auto border-b border-line">
				<table className="w-full text-left text-11">
					<caption className="visually-hidden">Wire frames</caption>
					<thead className="text-fg-3">
						<tr className="h-6">
							{['Frame', 'Opcode', 'Bits', 'Mask', 'Payload', 'Wire'].map((title) => (
								<th key={title} scope="col" className="pl-3 font-medium last:pr-3">
									{title}
								</th>
							))}
						</tr>
					</thead>
					<tbody className="mono">
						{frame.wire.map((wire) => (
							<Wire key={wire.seq} wire={wire} />
						))}
					</tbody>
				</table>
				{hidden > 0 && <p className="px-3 py-1 text-11 text-fg-3">and {formatCount(hidden)} more</p>}
			</div>
			{frame.compressed && (
				<p className="flex-none px-3 pt-2 text-11 text-fg-3">
					Inflated: {formatBytes(frame.payloadBytes)} of payload came in {formatBytes(frame.wireBytes)}.
				</p>
			)}
			{frame.payload.length === 0 ? (
				<EmptyState title="The payload is empty." />
			) : (
				<HexView bytes={frame.payload} label="Payload as bytes" />
			)}
		</>
	);
}

function Wire({ wire }: { wire: WireFrame }) {
	const bits = [wire.fin && 'FIN', wire.rsv1 && 'RSV1', wire.rsv2 && 'RSV2', wire.rsv3 && 'RSV3'].filter(
		(bit) => bit !== false,
	);
	const mask = wire.maskingKey === null ? 'none' : wire.maskingKey.toString(16).padStart(8, '0');
	return (
		<tr className="h-6 border-line border-t">
			<td className="pl-3 text-fg-3">{formatCount(wire.seq)}</td>
			<td className="pl-3">
				{OPCODES[wire.opcode] ?? 'reserved'} <span className="text-fg-3">0x{wire.opcode.toString(16)}</span>
			</td>
			<td className="space-x-1 pl-3">
				{bits.map((bit) => (
					<Pill key={bit}>{bit}</Pill>
				))}
			</td>
			<td className="pl-3 text-fg-2">{mask}</td>
			<td className="pl-3 text-fg-2">{formatCount(wire.wirePayloadBytes)}</td>
			<td className="pr-3 pl-3 text-fg-2">{formatCount(wire.wireBytes)}</td>
		</tr>
	);
}

/** RFC 6455 5.2. */
const OPCODES: Record<number, string> = {
	0: 'continuation',
	1: 'text',
	2: 'binary',
	8: 'close',
	9: 'ping',
	10: 'pong',
};
