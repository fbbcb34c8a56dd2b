'use client';
import type { AppRouter } from '@refrain/api';
import {
	EmptyState,
	formatDateTime,
	InlineNotice,
	Kbd,
	Link,
	LinkButton,
	PageHeader,
	Pill,
	plural,
	TextInput,
} from '@refrain/ui/base';
import { formatAccuracy, ResultPill } from '@refrain/ui/report';
import { contentsText, ListRow, ListTable, RunSparkline } from '@refrain/ui/snapshots';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Camera } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useTRPC } from '../../../../components/trpc.ts';

type Snapshot = inferRouterOutputs<AppRouter>['snapshots']['list'][number];

const COLUMNS = [
	{ title: 'Name' },
	{ title: 'Contents' },
	{ title: 'Protocols' },
	{ title: 'Last result' },
	{ title: 'Runs' },
	{ title: 'Created' },
] as const;

/** Every snapshot: what it holds, and how its last replays went. */
export function SnapshotList({ project, initial }: { project: string; initial: Snapshot[] }) {
	const trpc = useTRPC();
	const [text, setText] = useQueryState('q', parseAsString.withDefault(''));
	const { data: snapshots, error } = useQuery(trpc.snapshots.list.queryOptions(undefined, { initialData: initial }));
	const shown = snapshots.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<PageHeader
				title="Snapshots"
				meta={`${plural(snapshots.length, 'snapshot')}: frozen traffic that is replayed and mocked`}
				actions={
					<TextInput
						aria-label="Filter snapshots"
						placeholder="Filter snapshots"
						value={text}
						onChange={(event) => void setText(event.target.value || null)}
						className="w-[220px]!"
					/>
				}
			/>
			{error && <InlineNotice>{error.message}</InlineNotice>}
			{snapshots.length === 0 ? (
				<EmptyState
					icon={Camera}
					title="No snapshots"
					actions={<LinkButton href={`/p/${project}/traffic`}>Go to traffic</LinkButton>}
				>
					Select connections in Traffic and press <Kbd>S</Kbd>.
				</EmptyState>
			) : (
				<div className="min-h-0 flex-1 overflow-auto border-line border-t">
					<ListTable caption="Snapshots" columns={COLUMNS}>
						{shown.map((snapshot) => (
							<Row key={snapshot.id} project={project} snapshot={snapshot} />
						))}
					</ListTable>
					{shown.length === 0 && <p className="p-6 text-fg-3">No snapshot has “{text}” in its name.</p>}
				</div>
			)}
		</div>
	);
}

function Row({ project, snapshot }: { project: string; snapshot: Snapshot }) {
	const { id, name, protocols, lastReplay, accuracy, createdAtUs } = snapshot;
	return (
		<ListRow>
			<td className="font-medium">
				<Link href={`/p/${project}/snapshots/${id}`} className="before:absolute before:inset-0 hover:text-accent-t">
					{name}
				</Link>
			</td>
			<td className="text-12 text-fg-2">{contentsText(snapshot)}</td>
			<td>
				<span className="flex gap-1">
					{protocols.map((protocol) => (
						<Pill key={protocol} tone="outline">
							{protocol}
						</Pill>
					))}
				</span>
			</td>
			<td>
				{lastReplay ? (
					<Link
						href={`/p/${project}/replays/${lastReplay.number}`}
						className="relative inline-flex items-center gap-2 hover:text-accent-t"
					>
						<ResultPill outcome={lastReplay.result} />
						<span>{formatAccuracy(lastReplay.passing, lastReplay.asserted)}</span>
						<span className="text-12 text-fg-3">#{lastReplay.number}</span>
					</Link>
				) : (
					<span className="text-12 text-fg-3">never replayed</span>
				)}
			</td>
			<td>
				<RunSparkline accuracy={accuracy} />
			</td>
			<td className="text-12 text-fg-3" suppressHydrationWarning>
				{formatDateTime(createdAtUs)}
			</td>
		</ListRow>
	);
}
