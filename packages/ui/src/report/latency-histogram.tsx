import { formatDuration } from '../base/format.ts';
import { latencyBins } from './latency-bins.ts';

/** Recorded latencies as grey bars, those of the replay as a line, on one logarithmic axis. */
export function LatencyHistogram({
	recorded,
	observed,
	bins = 40,
	withAxis = false,
	className,
}: {
	recorded: readonly number[];
	observed: readonly number[];
	/** At most. */
	bins?: number;
	/** Tells the ends of the axis below it. */
	withAxis?: boolean;
	className?: string;
}) {
	const count = fewerBins(bins, recorded.length + observed.length);
	const data = latencyBins(recorded, observed, count);
	if (data === null) return null;
	const width = 100 / count;
	const line = data.observed.map((share, index) => `${(index + 0.5) * width},${20 - share * 18}`).join(' ');
	const sentence = `Latencies from ${formatDuration(data.fromUs)} to ${formatDuration(data.toUs)}: ${recorded.length} recorded, ${observed.length} in the replay.`;
	const chart = (
		<svg role="img" aria-label={sentence} viewBox="0 0 100 20" preserveAspectRatio="none" className={className}>
			{data.recorded.map((share, index) => (
				<rect
					// biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
					key={index}
					x={index * width + width * 0.08}
					y={20 - share * 18}
					width={width * 0.84}
					height={share * 18}
					className="fill-ctl opacity-55"
				/>
			))}
			<polyline
				points={line}
				className="fill-none stroke-accent-t"
				strokeWidth={1.8}
				vectorEffect="non-scaling-stroke"
			/>
		</svg>
	);
	if (!withAxis) return chart;
	return (
		<>
			{chart}
			<p className="mb-3 flex justify-between text-11 text-fg-3">
				<span>{formatDuration(data.fromUs)}</span>
				<span>{formatDuration(data.toUs)}</span>
			</p>
		</>
	);
}

/** A few values in many bins look like many peaks. */
function fewerBins(most: number, values: number): number {
	return Math.min(most, Math.max(8, 3 * Math.ceil(Math.sqrt(values))));
}
