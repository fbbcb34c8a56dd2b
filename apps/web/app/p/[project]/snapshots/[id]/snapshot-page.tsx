'use client';
import type { AppRouter } from '@refrain/api';
import { Button, EmptyState, formatBytes, formatDateTime, LinkButton, PageHeader, Pill, Tabs } from '@refrain/ui/base';
import { ShellCrumb, ShellStatus, useShortcuts } from '@refrain/ui/shell';
import { ConnectionsTable, contentsText, RunSparkline } from '@refrain/ui/snapshots';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Repeat, Server } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { MockTable } from '../../../../../components/mock-table.tsx';
import { ReplaySnapshot } from '../../../../../components/replay-snapshot.tsx';
import { ReplayTable } from '../../../../../components/replay-table.tsx';
import { StartMock } from '../../../../../components/start-mock.tsx';
import { useTRPC } from '../../../../../components/trpc.ts';

type Outputs = inferRouterOutputs<AppRouter>['snapshots'];

const TABS = ['contents', 'replays', 'mocks'] as const;

export interface SnapshotPageProps {
	project: string;
	initial: Outputs['get'];
	/** Never changes. */
	contents: Outputs['contents'];
}

/** One snapshot: what it holds, what it was replayed against, what serves it. */
export function SnapshotPage({ project, initial, contents }: SnapshotPageProps) {
	const trpc = useTRPC();
	const [tab, setTab] = useQueryState(
		'tab',
		parseAsStringLiteral(TABS).withDefault('contents').withOptions({ history: 'push' }),
	);
	const [dialog, setDialog] = useState<'replay' | 'mock' | null>(null);
	const snapshotId = initial.id;
	const snapshot = useQuery(trpc.snapshots.get.queryOptions({ id: snapshotId }, { initialData: initial })).data;
	const replays = useQuery(trpc.replays.list.queryOptions({ snapshotId })).data ?? [];
	const mocks = useQuery(trpc.mocks.list.queryOptions({ snapshotId })).data ?? [];
	useShortcuts('Snapshot', [{ keys: 'r', label: 'Replay snapshot', run: () => setDialog('replay') }]);
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<ShellCrumb>{snapshot.name}</ShellCrumb>
			<ShellStatus keys={[['R', 'replay']]}>
				<span>Snapshots never change</span>
			</ShellStatus>
			<PageHeader
				title={snapshot.name}
				meta={
					<span className="flex flex-wrap items-center gap-x-3 gap-y-1" suppressHydrationWarning>
						{contentsText(snapshot)}, {formatBytes(snapshot.bytes)}
						{snapshot.protocols.map((protocol) => (
							<Pill key={protocol} tone="outline">
								{protocol}
							</Pill>
						))}
						created {formatDateTime(snapshot.createdAtUs)}
						{snapshot.accuracy.length > 0 && <RunSparkline accuracy={snapshot.accuracy} />}
					</span>
				}
				actions={
					<>
						<Button icon={Server} onClick={() => setDialog('mock')}>
							Start mock
						</Button>
						<Button icon={Repeat} variant="primary" onClick={() => setDialog('replay')}>
							Replay snapshot
						</Button>
					</>
				}
			/>
			<Tabs
				label="Parts of the snapshot"
				items={[
					{ value: 'contents', label: 'Contents', count: contents.length },
					{ value: 'replays', label: 'Replays', count: replays.length },
					{ value: 'mocks', label: 'Mocks', count: mocks.length },
				]}
				value={tab}
				onChange={(next) => void setTab(next)}
				className="px-4!"
				panelClassName="min-h-0 flex-1 overflow-auto flex flex-col"
			>
				{tab === 'contents' && <ConnectionsTable connections={contents} />}
				{tab === 'replays' &&
					(replays.length > 0 ? (
						<ReplayTable project={project} replays={replays} />
					) : (
						<EmptyState
							icon={Repeat}
							title="Never replayed"
							actions={<Button onClick={() => setDialog('replay')}>Replay snapshot</Button>}
						>
							A replay plays the client's side against a service and says what changed.
						</EmptyState>
					))}
				{tab === 'mocks' &&
					(mocks.length > 0 ? (
						<MockTable project={project} mocks={mocks} />
					) : (
						<EmptyState
							icon={Server}
							title="No mock of this snapshot"
							actions={<LinkButton href={`/p/${project}/mocks`}>All mocks</LinkButton>}
						>
							A mock plays the server's side to your client.
						</EmptyState>
					))}
			</Tabs>
			{dialog === 'replay' && (
				<ReplaySnapshot project={project} snapshotId={snapshotId} onClose={() => setDialog(null)} />
			)}
			{dialog === 'mock' && <StartMock project={project} snapshotId={snapshotId} onClose={() => setDialog(null)} />}
		</div>
	);
}
