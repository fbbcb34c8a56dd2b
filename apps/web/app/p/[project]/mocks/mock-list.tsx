'use client';
import type { AppRouter } from '@refrain/api';
import { Button, EmptyState, InlineNotice, PageHeader, plural } from '@refrain/ui/base';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Server } from 'lucide-react';
import { useState } from 'react';
import { MockTable } from '../../../../components/mock-table.tsx';
import { StartMock } from '../../../../components/start-mock.tsx';
import { useTRPC } from '../../../../components/trpc.ts';
import { useLiveTopic } from '../../../../components/use-live-topic.ts';

type Mocks = inferRouterOutputs<AppRouter>['mocks']['list'];

/** Every mock, newest first. */
export function MockList({ project, initial }: { project: string; initial: Mocks }) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const [starting, setStarting] = useState(false);
	const { data: mocks, error } = useQuery(trpc.mocks.list.queryOptions({}, { initialData: initial }));
	useLiveTopic('mock', () => void queries.invalidateQueries(trpc.mocks.list.pathFilter()));
	const running = mocks.filter(({ state }) => state === 'running').length;
	return (
		<div className="flex min-h-0 flex-1 flex-col">
			<PageHeader
				title="Mocks"
				meta={`${plural(mocks.length, 'mock')}, ${running} running`}
				actions={
					<Button icon={Server} variant="primary" onClick={() => setStarting(true)}>
						Start mock
					</Button>
				}
			/>
			{error && <InlineNotice>{error.message}</InlineNotice>}
			{mocks.length === 0 ? (
				<EmptyState
					icon={Server}
					title="No mocks"
					actions={<Button onClick={() => setStarting(true)}>Start mock</Button>}
				>
					A mock plays the server's side of a snapshot to any client that connects.
				</EmptyState>
			) : (
				<div className="min-h-0 flex-1 overflow-auto border-line border-t">
					<MockTable project={project} mocks={mocks} />
				</div>
			)}
			{starting && <StartMock project={project} snapshotId={null} onClose={() => setStarting(false)} />}
		</div>
	);
}
