import type { LatencyRow } from '@refrain/assertions';
import { cx, formatCount, formatDuration } from '../base/index.ts';

const PERCENTILES = ['p50', 'p75', 'p90', 'p95', 'p99', 'max'] as const;

/** Percentiles by nearest rank, recorded over replay, for each kind of exchange. */
export function LatencyTable({
	rows,
	percentiles = PERCENTILES,
}: {
	rows: readonly LatencyRow[];
	percentiles?: readonly string[];
}) {
	return (
		<table className="w-full border-collapse text-12">
			<caption className="visually-hidden">Latency percentiles, recorded and replayed</caption>
			<thead>
				<tr className="border-line border-b text-11 text-fg-3 [&>th]:h-7 [&>th]:px-2 [&>th]:font-medium">
					<th scope="col" className="text-left">
						Kind
					</th>
					<th scope="col" className="text-left">
						Run
					</th>
					<th scope="col" className="text-right">
						n
					</th>
					{percentiles.map((name) => (
						<th key={name} scope="col" className="text-right">
							{name}
						</th>
					))}
				</tr>
			</thead>
			{rows.filter(isMeasured).map((row) => (
				<tbody key={row.kind} className="border-line border-b">
					<Line row={row} side="recorded" percentiles={percentiles} />
					<Line row={row} side="observed" percentiles={percentiles} />
				</tbody>
			))}
		</table>
	);
}

/** Pushes have deviations from a planned time, no latency: the recording has nothing to compare them with. */
function isMeasured({ recorded }: LatencyRow): boolean {
	return recorded.p50 !== undefined;
}

function Line({
	row,
	side,
	percentiles,
}: {
	row: LatencyRow;
	side: 'recorded' | 'observed';
	percentiles: readonly string[];
}) {
	const isRecorded = side === 'recorded';
	return (
		<tr className="[&>*]:h-7 [&>*]:px-2">
			{isRecorded && (
				<th scope="rowgroup" rowSpan={2} className="text-left align-top font-medium [padding-block:6px]">
					{row.kind === '*' ? 'All answers' : row.kind}
				</th>
			)}
			<td className={cx(isRecorded && 'text-fg-3')}>{isRecorded ? 'Recorded' : 'Replay'}</td>
			<td className="text-right text-fg-3">{isRecorded ? '' : formatCount(row.n)}</td>
			{percentiles.map((name) => {
				const value = row[side][name];
				const isMaximum = name === 'p99' && row.n < 100 && row.n > 0;
				return (
					<td
						key={name}
						className={cx('text-right', isRecorded && 'text-fg-3')}
						title={isMaximum ? `n = ${row.n}: p99 is the largest value` : undefined}
					>
						{value === undefined ? '–' : formatDuration(value)}
					</td>
				);
			})}
		</tr>
	);
}
