'use client';
import type { AppRouter } from '@refrain/api';
import { formatCount, formatDateTime, formatDuration, Link } from '@refrain/ui/base';
import { timingText } from '@refrain/ui/replay';
import { formatAccuracy, type ReplayOutcomeName, ResultPill } from '@refrain/ui/report';
import type { inferRouterOutputs } from '@trpc/server';

type Replay = inferRouterOutputs<AppRouter>['replays']['list'][number];

/** Replays as rows: what, against what, how it went. */
export function ReplayTable({ project, replays }: { project: string; replays: readonly Replay[] }) {
	return (
		<table className="w-full border-collapse whitespace-nowrap">
			<caption className="visually-hidden">Replays</caption>
			<thead>
				<tr className="border-line border-b bg-bg-1 text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-3 [&>th]:font-medium first:[&>th]:pl-6">
					<th scope="col">#</th>
					<th scope="col">Result</th>
					<th scope="col">Accuracy</th>
					<th scope="col">Snapshot</th>
					<th scope="col">Target</th>
					<th scope="col">Timing</th>
					<th scope="col">Started</th>
					<th scope="col" className="text-right">
						Took
					</th>
				</tr>
			</thead>
			<tbody>
				{replays.map((replay) => (
					<Row key={replay.id} project={project} replay={replay} />
				))}
			</tbody>
		</table>
	);
}

function Row({ project, replay }: { project: string; replay: Replay }) {
	const { number, snapshotName, target, timing, evaluation, startedAtUs, endedAtUs, createdAtUs } = replay;
	return (
		<tr className="relative h-10 border-line border-b hover:bg-bg-1 [&>td]:px-3 first:[&>td]:pl-6">
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
		</tr>
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
