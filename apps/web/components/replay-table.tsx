'use client';
import type { AppRouter } from '@refrain/api';
import { timingText } from '@refrain/traffic';
import { formatCount, formatDateTime, formatDuration, Link } from '@refrain/ui/base';
import { formatAccuracy, type ReplayOutcomeName, ResultPill } from '@refrain/ui/report';
import { ListRow, ListTable } from '@refrain/ui/snapshots';
import type { inferRouterOutputs } from '@trpc/server';

type Replay = inferRouterOutputs<AppRouter>['replays']['list'][number];

const COLUMNS = [
	{ title: '#' },
	{ title: 'Result' },
	{ title: 'Accuracy' },
	{ title: 'Snapshot' },
	{ title: 'Target' },
	{ title: 'Timing' },
	{ title: 'Started' },
	{ title: 'Took', align: 'right' },
] as const;

/** Replays as rows: what, against what, how it went. */
export function ReplayTable({ project, replays }: { project: string; replays: readonly Replay[] }) {
	return (
		<ListTable caption="Replays" columns={COLUMNS}>
			{replays.map((replay) => (
				<Row key={replay.id} project={project} replay={replay} />
			))}
		</ListTable>
	);
}

function Row({ project, replay }: { project: string; replay: Replay }) {
	const { number, snapshotName, target, timing, evaluation, startedAtUs, endedAtUs, createdAtUs } = replay;
	return (
		<ListRow>
			<td className="font-medium">
				<Link href={`/p/${project}/replays/${number}`} className="before:absolute before:inset-0 hover:text-accent-t">
					#{number}
				</Link>
			</td>
			<td>
				<ResultPill outcome={outcomeOf(replay)} />
			</td>
			<td>
				{evaluation ? (
					<>
						{formatAccuracy(evaluation.passing, evaluation.asserted)}{' '}
						<span className="text-12 text-fg-3">
							{formatCount(evaluation.passing)} of {formatCount(evaluation.asserted)}
						</span>
					</>
				) : (
					<span className="text-12 text-fg-3">{progressText(replay)}</span>
				)}
			</td>
			<td>{snapshotName}</td>
			<td className="mono max-w-[320px] truncate text-12">{target}</td>
			<td className="text-12 text-fg-2">{timingText(timing)}</td>
			<td className="text-12 text-fg-3" suppressHydrationWarning>
				{formatDateTime(startedAtUs ?? createdAtUs)}
			</td>
			<td className="text-right text-12 text-fg-3">
				{startedAtUs !== null && endedAtUs !== null ? formatDuration(endedAtUs - startedAtUs) : '–'}
			</td>
		</ListRow>
	);
}

function outcomeOf({ state, evaluation }: Replay): ReplayOutcomeName {
	return evaluation?.result ?? (state === 'done' ? 'error' : state);
}

function progressText({ progress, error }: Replay): string {
	if (error !== null) return error;
	return progress === null
		? '–'
		: `${formatCount(progress.exchangesDone)} of ${formatCount(progress.exchangesTotal)} exchanges`;
}
