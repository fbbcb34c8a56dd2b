import { cx, formatCount, formatStopwatch, plural } from '../base/index.ts';
import { accuracyPercent, formatPercent, Kpi, KpiUnit, StackedBar } from '../report/index.ts';
import { hitRate, type MockStats } from './mock-entry.ts';

export interface MockKpisProps {
	stats: MockStats;
	/** Hits and misses in each of the last seconds, oldest first. */
	perSecond: readonly { hits: number; misses: number }[];
	/** Since it runs, seconds; null when it does not. */
	runningS: number | null;
}

/** The five figures of a mock. */
export function MockKpis({ stats, perSecond, runningS }: MockKpisProps) {
	const asked = stats.hits + stats.misses + stats.passthroughs;
	const rate = hitRate(stats);
	const worst = [...stats.kinds].sort((left, right) => right.misses - left.misses)[0];
	return (
		<div className="grid flex-none grid-cols-[1.25fr_1fr_1fr_1fr_1.7fr] overflow-hidden border-line border-y bg-bg-1">
			<Kpi
				title="Hit rate"
				value={
					rate === null ? (
						<span className="text-fg-3">–</span>
					) : (
						<>
							<span data-hit-rate={rate}>{formatPercent(accuracyPercent(stats.hits, asked))}</span> <KpiUnit>%</KpiUnit>
						</>
					)
				}
				note={
					asked === 0 ? 'no client message yet' : `${formatCount(stats.hits)} of ${plural(asked, 'client message')}`
				}
			>
				<StackedBar
					parts={[
						{ value: stats.hits, fill: 'bg-pass' },
						{ value: stats.passthroughs, fill: 'bg-accent' },
						{ value: stats.misses, fill: 'bg-fail' },
					]}
					label={`${stats.hits} hits, ${stats.passthroughs} passed through, ${stats.misses} misses`}
				/>
			</Kpi>
			<Kpi
				title="Misses"
				value={<span className={cx(stats.misses > 0 && 'text-fail')}>{formatCount(stats.misses)}</span>}
				note={worst && worst.misses > 0 ? `most of kind ${worst.kind}` : asked > 0 ? 'every message was found' : ' '}
			/>
			<Kpi
				title="Pushes sent"
				value={formatCount(stats.pushes)}
				note={stats.latePushes === 0 ? 'all in time' : `${formatCount(stats.latePushes)} late by more than 10 ms`}
			/>
			<Kpi
				title="Connections"
				value={
					<>
						{formatCount(stats.openConnections)} <KpiUnit>open, {formatCount(stats.connections)} total</KpiUnit>
					</>
				}
				note={runningS === null ? ' ' : `running for ${formatStopwatch(runningS)}`}
			/>
			<PerSecond bars={perSecond} />
		</div>
	);
}

function PerSecond({ bars }: { bars: MockKpisProps['perSecond'] }) {
	const tallest = Math.max(1, ...bars.map(({ hits, misses }) => hits + misses));
	const total = bars.reduce((sum, { hits, misses }) => sum + hits + misses, 0);
	const width = 100 / Math.max(1, bars.length);
	return (
		<section aria-label="Messages per second" className="min-w-0 border-line border-l px-4 pt-2.5 pb-2">
			<div className="flex items-center justify-between text-12 font-medium text-fg-2">
				<h2>Messages per second</h2>
				<span className="text-11 font-normal text-fg-3">last {bars.length} s</span>
			</div>
			<svg
				role="img"
				aria-label={`${total} client messages in the last ${bars.length} seconds`}
				viewBox="0 0 100 30"
				preserveAspectRatio="none"
				className="mt-1 h-[44px] w-full"
			>
				{bars.map(({ hits, misses }, index) => {
					const [hit, miss] = [(hits / tallest) * 30, (misses / tallest) * 30];
					return (
						// biome-ignore lint/suspicious/noArrayIndexKey: a bar is its second
						<g key={index}>
							<rect x={index * width} y={30 - hit} width={width * 0.8} height={hit} className="fill-pass" />
							<rect x={index * width} y={30 - hit - miss} width={width * 0.8} height={miss} className="fill-fail" />
						</g>
					);
				})}
			</svg>
		</section>
	);
}
