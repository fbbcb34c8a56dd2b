'use client';
import type { AppRouter } from '@refrain/api';
import { EmptyState, InlineNotice, LinkButton, PageHeader, plural, TextInput } from '@refrain/ui/base';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Repeat } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { ReplayTable } from '../../../../components/replay-table.tsx';
import { useTRPC } from '../../../../components/trpc.ts';
import { useLiveTopic } from '../../../../components/use-live-topic.ts';

type Replays = inferRouterOutputs<AppRouter>['replays']['list'];

/** Every replay, newest first; those that run move. */
export function ReplayList({ project, initial }: { project: string; initial: Replays }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [text, setText] = useQueryState('q', parseAsString.withDefault(''));
	const { data: replays, error } = useQuery(trpc.replays.list.queryOptions({}, { initialData: initial }));
	useLiveTopic('replay', () => void queries.invalidateQueries(trpc.replays.list.pathFilter()));
	const shown = replays.filter(({ snapshotName, target, number }) =>
		`#${number} ${snapshotName} ${target}`.toLowerCase().includes(text.toLowerCase()),
	);
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<PageHeader
				title="Replays"
				meta={plural(replays.length, 'replay')}
				actions={
					<TextInput
						aria-label="Filter replays"
						placeholder="Filter replays"
						value={text}
						onChange={(event) => void setText(event.target.value || null)}
						className="w-[220px]!"
					/>
				}
			/>
			{error && <InlineNotice>{error.message}</InlineNotice>}
			{replays.length === 0 ? (
				<EmptyState
					icon={Repeat}
					title="No replays"
					actions={<LinkButton href={`/p/${project}/snapshots`}>Go to snapshots</LinkButton>}
				>
					Open a snapshot and choose Replay snapshot.
				</EmptyState>
			) : (
				<div className="min-h-0 flex-1 overflow-auto border-line border-t">
					<ReplayTable project={project} replays={shown} />
					{shown.length === 0 && <p className="p-6 text-fg-3">No replay is like “{text}”.</p>}
				</div>
			)}
		</div>
	);
}
