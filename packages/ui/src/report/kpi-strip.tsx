import type { ConnectionResult, ReportSummary, Verdict } from '@refrain/assertions';
import { ArrowRight, TriangleAlert } from 'lucide-react';
import { cx } from '../base/cx.ts';
import { formatCount, formatDuration, plural } from '../base/format.ts';
import { accuracyPercent, formatAccuracy, formatPercent } from './accuracy.ts';
import { Kpi, KpiUnit, LegendItem, ShareBar, StackedBar } from './kpi.tsx';
import { LatencyHistogram } from './latency-histogram.tsx';

export interface KpiStripProps {
	/** null while the replay runs: judging comes after it. */
	summary: ReportSummary | null;
	/** What is known while it runs. */
	progress?: { messagesReceived: number; connections: readonly { connectionId: string; state: string }[] } | null;
	/** Accuracy goal in per cent. */
	goal: number | null;
	/** With the draft. */
	projected: { passing: number; asserted: number } | null;
	latencies: { recorded: readonly number[]; observed: readonly number[] };
}

const OUTCOMES: readonly { verdicts: readonly Verdict[]; fill: string; word: string }[] = [
	{ verdicts: ['match', 'ignored'], fill: 'bg-pass', word: 'match' },
	{ verdicts: ['mismatch'], fill: 'bg-fail', word: 'differ' },
	{ verdicts: ['missing'], fill: 'bg-warn', word: 'missing' },
	{ verdicts: ['late'], fill: 'bg-warn opacity-60', word: 'late' },
	{ verdicts: ['unexpected'], fill: 'bg-new', word: 'unexpected' },
];

/** The five figures of a report. They stand in the same places while the replay runs, so that nothing jumps at its end. */
export function KpiStrip(props: KpiStripProps) {
	return (
		<div className="grid flex-none grid-cols-[1.25fr_1.35fr_1fr_1.2fr_1.2fr] overflow-hidden border-line border-y bg-bg-1">
			<AccuracyKpi {...props} />
			<OutcomesKpi {...props} />
			<MessagesKpi {...props} />
			<LatencyKpi {...props} />
			<ConnectionsKpi {...props} />
		</div>
	);
}

function AccuracyKpi({ summary, progress, goal, projected }: KpiStripProps) {
	if (summary === null)
		return (
			<Kpi
				title="Accuracy"
				value={<Unknown />}
				note={progress == null ? 'not judged' : 'judged when the replay ends'}
			/>
		);
	const { passing, asserted } = summary;
	const percent = accuracyPercent(passing, asserted);
	const goalText = goal === null ? '' : ` · goal ≥ ${formatPercent(goal)} %`;
	const isMet = percent >= (goal ?? 100);
	return (
		<Kpi
			title="Accuracy"
			value={
				<>
					<span className={cx(asserted > 0 && (isMet ? 'text-pass' : 'text-fail'))} data-accuracy={percent}>
						{asserted === 0 ? '–' : formatPercent(percent)}
					</span>
					{asserted > 0 && <KpiUnit>%</KpiUnit>}
					{projected && (
						<span className="ml-1 inline-flex items-center gap-1 text-13 tracking-normal text-accent-t">
							<ArrowRight aria-hidden="true" size={12} />
							<span data-projected={accuracyPercent(projected.passing, projected.asserted)}>
								{formatAccuracy(projected.passing, projected.asserted)}
							</span>
							<em className="text-11 font-normal not-italic text-fg-3">with draft</em>
						</span>
					)}
				</>
			}
			note={`${formatCount(passing)} of ${plural(asserted, 'exchange')} ${asserted === 1 ? 'matches' : 'match'}${goalText}`}
		>
			<ShareBar
				percent={percent}
				projected={projected && accuracyPercent(projected.passing, projected.asserted)}
				goal={goal}
				label={`${formatAccuracy(passing, asserted)} of the exchanges match`}
			/>
		</Kpi>
	);
}

function OutcomesKpi({ summary }: KpiStripProps) {
	if (summary === null) return <Kpi title="Outcomes" value={<Unknown />} note=" " />;
	const failed = summary.asserted - summary.passing;
	const parts = OUTCOMES.map(({ verdicts, fill, word }) => ({
		fill,
		word,
		value: verdicts.reduce((sum, verdict) => sum + summary.verdicts[verdict], 0),
	}));
	const shown = parts.filter(({ value }) => value > 0);
	return (
		<Kpi
			title="Outcomes"
			value={
				<>
					{formatCount(failed)} <KpiUnit>failed</KpiUnit>
				</>
			}
			note={shown.map(({ fill, word, value }) => (
				<LegendItem key={word} fill={fill}>
					{formatCount(value)} {word}
				</LegendItem>
			))}
		>
			<StackedBar parts={parts} label={`Messages: ${shown.map(({ value, word }) => `${value} ${word}`).join(', ')}`} />
		</Kpi>
	);
}

function MessagesKpi({ summary, progress }: KpiStripProps) {
	if (summary === null)
		return (
			<Kpi
				title="Messages"
				value={formatCount(progress?.messagesReceived ?? 0)}
				note={progress == null ? 'none judged' : 'from the server so far'}
			/>
		);
	const { messagesExpected: expected, messagesObserved: observed } = summary;
	const difference = observed - expected;
	return (
		<Kpi
			title="Messages"
			value={
				<>
					{formatCount(observed)} <KpiUnit>of {formatCount(expected)}</KpiUnit>
				</>
			}
			note={
				<>
					From the server
					{difference !== 0 && (
						<>
							{' · '}
							<span className="font-medium text-fail">
								{formatCount(Math.abs(difference))} {difference < 0 ? 'fewer' : 'more'}
							</span>
						</>
					)}
				</>
			}
		>
			<ShareBar
				percent={expected === 0 ? 0 : Math.min(100, (observed / expected) * 100)}
				fill="bg-fg-3"
				label={`${observed} of ${expected} messages`}
			/>
		</Kpi>
	);
}

/** A difference below this says nothing about a service. */
const JITTER_US = 5_000;

function LatencyKpi({ summary, latencies }: KpiStripProps) {
	const all = summary?.latency.find(({ kind }) => kind === '*');
	const [recorded, observed] = [all?.recorded.p95, all?.observed.p95];
	if (observed === undefined) return <Kpi title="Latency p95" value={<Unknown />} note="of answers" />;
	const [figure = '', unit = ''] = formatDuration(observed).split(' ');
	const delta = recorded ? Math.round(((observed - recorded) / recorded) * 100) : null;
	const isSlower = recorded !== undefined && observed - recorded >= JITTER_US && (delta ?? 0) >= 20;
	return (
		<Kpi
			title="Latency p95"
			value={
				<>
					{figure} <KpiUnit>{unit}</KpiUnit>
					{delta !== null && delta !== 0 && (
						<span
							className={cx(
								'inline-flex items-center gap-1 text-13 tracking-normal',
								isSlower ? 'text-warn' : 'text-fg-3',
							)}
						>
							{isSlower && <TriangleAlert aria-hidden="true" size={12} />}
							{delta > 0 ? '+' : '−'}
							{Math.abs(delta)} %
						</span>
					)}
				</>
			}
			note={
				<>
					<LegendItem fill="bg-ctl">recorded {recorded === undefined ? '–' : formatDuration(recorded)}</LegendItem>
					<LegendItem fill="bg-accent">replay, n = {formatCount(all?.n ?? 0)}</LegendItem>
				</>
			}
		>
			<LatencyHistogram {...latencies} className="h-[18px] w-full" />
		</Kpi>
	);
}

const RUNNING_FILLS: Record<string, string> = { failed: 'bg-fail', open: 'bg-pass', closed: 'bg-fg-3' };

function ConnectionsKpi({ summary, progress }: KpiStripProps) {
	const connections: readonly { connectionId: string; state: string; fill: string }[] =
		summary?.connections.map((one) => ({ ...one, fill: hasTrouble(one) ? 'bg-fail' : 'bg-pass' })) ??
		progress?.connections.map((one) => ({ ...one, fill: RUNNING_FILLS[one.state] ?? 'bg-bg-3' })) ??
		[];
	const opened = connections.filter(({ state }) => state === 'open' || state === 'closed').length;
	return (
		<Kpi
			title="Connections"
			value={
				<>
					{formatCount(opened)} <KpiUnit>of {formatCount(connections.length)} opened</KpiUnit>
				</>
			}
			note={summary === null ? ' ' : connectionNote(summary.connections)}
		>
			<div className="flex gap-1 overflow-hidden">
				{connections.slice(0, 24).map(({ connectionId, fill }) => (
					<i key={connectionId} className={cx('h-2 max-w-[34px] min-w-1 flex-1 rounded-[2px]', fill)} />
				))}
			</div>
		</Kpi>
	);
}

function hasTrouble({ state, expectedClose, observedClose }: ConnectionResult): boolean {
	return (
		state === 'failed' || state === 'not-started' || (expectedClose?.code ?? null) !== (observedClose?.code ?? null)
	);
}

function connectionNote(connections: readonly ConnectionResult[]): string {
	const failed = connections.find(({ state }) => state === 'failed');
	if (failed) return failed.error ?? 'one could not be opened';
	const other = connections.filter(hasTrouble);
	const first = other[0];
	if (first === undefined) return 'closed as recorded';
	const codes = `${first.observedClose?.code ?? 'no close'} instead of ${first.expectedClose?.code ?? 'no close'}`;
	return other.length === 1 ? `1 closed with ${codes}` : `${other.length} closed otherwise · ${codes}`;
}

function Unknown() {
	return <span className="text-fg-3">–</span>;
}
