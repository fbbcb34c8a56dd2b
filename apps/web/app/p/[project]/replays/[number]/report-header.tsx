'use client';
import { timingText } from '@refrain/traffic';
import { Button, formatDateTime, formatDuration, InlineNotice, Link, toast } from '@refrain/ui/base';
import { MenuButton } from '@refrain/ui/overlays';
import { ReplayProgress, type ReplayStep, ResultBadge } from '@refrain/ui/report';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRight, Camera, Clock, Gauge, ListChecks, Repeat, Share2, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ReplaySnapshot } from '../../../../../components/replay-snapshot.tsx';
import { useTRPC } from '../../../../../components/trpc.ts';
import { ShareReport } from './share-report.tsx';
import { isOver, type Report } from './use-report.ts';

export interface ReportHeaderProps {
	project: string;
	report: Report;
	onEvaluation(n: number | null): void;
	/** At the right of the second line. */
	children: ReactNode;
}

/** What was replayed against what, what it came to, and what can be done with it. */
export function ReportHeader({ project, report, onEvaluation, children }: ReportHeaderProps) {
	const { replay, evaluation } = report;
	const [dialog, setDialog] = useState<'share' | 'replay' | null>(null);
	const outcome = evaluation?.result ?? outcomeOf(report);
	return (
		<header className="flex-none pt-3 pb-2.5">
			<div className="flex items-center gap-3 px-4">
				<ResultBadge outcome={outcome} />
				<h1 className="flex min-w-0 items-center gap-1.5 truncate text-18 font-semibold">
					<span className="truncate">{replay.snapshotName}</span>
					<ArrowRight aria-label="against" size={16} className="flex-none text-fg-3" />
					<span className="mono truncate text-15 font-medium tracking-normal">{replay.target}</span>
				</h1>
				<span className="flex-1" />
				{isOver(report) ? (
					<>
						<Button icon={Share2} disabled={evaluation === null} onClick={() => setDialog('share')}>
							Share
						</Button>
						<Button icon={Repeat} variant="primary" onClick={() => setDialog('replay')}>
							Replay snapshot
						</Button>
					</>
				) : (
					<StopButton number={replay.number} />
				)}
			</div>
			<div className="mt-1.5 flex h-7 items-center gap-4 overflow-hidden px-4 text-12 whitespace-nowrap text-fg-2">
				{isOver(report) ? (
					<Meta project={project} report={report} onEvaluation={onEvaluation} />
				) : (
					<Progress report={report} />
				)}
				{isOver(report) && <span className="flex-1" />}
				{children}
			</div>
			<EndNotice report={report} />
			{replay.note && (
				<InlineNotice tone="warn" className="mt-2 -mb-2.5">
					{replay.note}
				</InlineNotice>
			)}
			{dialog === 'share' && evaluation && (
				<ShareReport number={replay.number} evaluation={evaluation.n} onClose={() => setDialog(null)} />
			)}
			{dialog === 'replay' && (
				<ReplaySnapshot
					project={project}
					snapshotId={replay.snapshotId}
					initial={{
						target: replay.target,
						timing: replay.timing,
						profileId: evaluation?.profileId ?? replay.profileId,
					}}
					onClose={() => setDialog(null)}
				/>
			)}
		</header>
	);
}

/** Why it ended before its end. */
function EndNotice({ report: { evaluation } }: { report: Report }) {
	if (evaluation?.result !== 'error' && evaluation?.result !== 'stopped') return null;
	const { outcome, asserted, passing, connections } = evaluation.summary;
	const failed = connections.find(({ error }) => error !== null)?.error;
	const sentence =
		evaluation.result === 'error'
			? `The replay could not be played: ${outcome.error ?? failed ?? 'no connection was opened'}.`
			: `Stopped: ${asserted} of ${evaluation.exchanges} exchanges were judged, ${passing} match so far.`;
	return (
		<InlineNotice tone={evaluation.result === 'error' ? 'fail' : 'warn'} className="mt-2 -mb-2.5">
			{sentence.replace(/\.+$/, '.')}
		</InlineNotice>
	);
}

function outcomeOf({ replay: { state } }: Report) {
	return state === 'done' ? 'error' : state;
}

function StopButton({ number }: { number: number }) {
	const trpc = useTRPC();
	const stop = useMutation(
		trpc.replays.stop.mutationOptions({ onError: ({ message }) => toast({ tone: 'fail', message }) }),
	);
	return (
		<Button
			icon={Square}
			variant="danger"
			disabled={stop.isPending || stop.isSuccess}
			onClick={() => stop.mutate({ number })}
		>
			{stop.isPending || stop.isSuccess ? 'Stopping…' : 'Stop'}
		</Button>
	);
}

function Progress({ report: { replay } }: { report: Report }) {
	const { progress, state } = replay;
	return (
		<ReplayProgress
			step={stepOf(replay)}
			queued={state === 'queued'}
			exchangesDone={progress?.exchangesDone ?? 0}
			exchangesTotal={progress?.exchangesTotal ?? 0}
			connections={progress?.connections?.length ?? 0}
			elapsedMs={progress?.elapsedMs ?? 0}
			expectedMs={progress && progress.expectedMs > 0 ? progress.expectedMs : null}
			timing={timingText(replay.timing)}
		/>
	);
}

const STEPS: readonly string[] = ['connecting', 'replaying', 'judging', 'done'] satisfies ReplayStep[];

function stepOf({ state, progress }: Report['replay']): ReplayStep {
	if (state === 'judging') return 'judging';
	const step = progress?.step ?? 'connecting';
	// Played to its end, but not judged yet.
	if (step === 'done') return 'judging';
	return STEPS.includes(step) ? (step as ReplayStep) : 'connecting';
}

function Meta({ project, report, onEvaluation }: Pick<ReportHeaderProps, 'project' | 'report' | 'onEvaluation'>) {
	const { replay, evaluation } = report;
	const took = replay.startedAtUs !== null && replay.endedAtUs !== null ? replay.endedAtUs - replay.startedAtUs : null;
	return (
		<>
			<span className="flex items-center gap-1">
				<Camera aria-hidden="true" size={14} className="text-fg-3" />
				Snapshot{' '}
				<Link
					href={`/p/${project}/snapshots/${replay.snapshotId}`}
					className="font-medium text-accent-t hover:underline"
				>
					{replay.snapshotName}
				</Link>
			</span>
			{evaluation && <EvaluationMenu report={report} onEvaluation={onEvaluation} />}
			<span className="flex items-center gap-1">
				<Gauge aria-hidden="true" size={14} className="text-fg-3" />
				{timingText(replay.timing)}
			</span>
			<span className="flex items-center gap-1" suppressHydrationWarning>
				<Clock aria-hidden="true" size={14} className="text-fg-3" />
				{formatDateTime(replay.startedAtUs ?? replay.createdAtUs)}
				{took !== null && `, took ${formatDuration(took)}`}
			</span>
		</>
	);
}

function EvaluationMenu({ report, onEvaluation }: Pick<ReportHeaderProps, 'report' | 'onEvaluation'>) {
	const { replay, evaluation, evaluations } = report;
	const trpc = useTRPC();
	const queries = useQueryClient();
	const profiles = useQuery(trpc.profiles.list.queryOptions()).data ?? [];
	const again = useMutation(
		trpc.reports.reevaluate.mutationOptions({
			onSuccess: async () => {
				await queries.invalidateQueries(trpc.reports.get.pathFilter());
				onEvaluation(null);
			},
			onError: ({ message }) => toast({ tone: 'fail', message }),
		}),
	);
	const nameOf = (id: string | null, version: number | null) =>
		id === null
			? 'everything must be equal'
			: `${profiles.find((profile) => profile.id === id)?.name ?? 'profile'} v${version}`;
	if (evaluation === null) return null;
	return (
		<span className="flex items-center gap-1">
			<ListChecks aria-hidden="true" size={14} className="text-fg-3" />
			<MenuButton
				label="Evaluations"
				variant="ghost"
				entries={[
					...evaluations.map(({ n, profileId, profileVersion, passing, asserted }) => ({
						label: `Evaluation ${n} (${nameOf(profileId, profileVersion)})`,
						hint: `${passing} of ${asserted}`,
						checked: n === evaluation.n,
						run: () => onEvaluation(n === evaluations.at(-1)?.n ? null : n),
					})),
					...(profiles.length > 0
						? [{ type: 'separator' as const }, { type: 'heading' as const, label: 'Evaluate again, without a replay' }]
						: []),
					...profiles.map(({ id, name, version }) => ({
						label: `${name} v${version}`,
						run: () => again.mutate({ number: replay.number, profileId: id }),
					})),
				]}
			>
				{evaluations.length > 1 ? `Evaluation ${evaluation.n}, ` : 'Assertions: '}
				{nameOf(evaluation.profileId, evaluation.profileVersion)}
			</MenuButton>
		</span>
	);
}
