'use client';
import { InlineNotice, PaneHeader, Tabs } from '@refrain/ui/base';
import { ConnectionHandshake, ConnectionOverview, ConnectionTiming } from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';
import type { TreeConnection } from './use-connections.ts';
import type { ConnectionTab } from './use-detail-tabs.ts';

export interface ConnectionDetailsProps {
	connection: TreeConnection;
	tab: ConnectionTab;
	onTab(tab: ConnectionTab): void;
}

/** The right pane while no frame is selected. */
export function ConnectionDetails({ connection, tab, onTab }: ConnectionDetailsProps) {
	const trpc = useTRPC();
	const query = useQuery(
		trpc.traffic.connection.queryOptions(
			{ id: connection.id },
			{
				placeholderData: keepPreviousData,
				// By what it says itself: how a connection ended is told after the tree knows that it did.
				refetchInterval: ({ state }) => (state.data?.closedAtUs === null ? 2_000 : false),
			},
		),
	);
	return (
		<section aria-label="Connection details" className="flex min-h-0 flex-1 flex-col">
			<PaneHeader>
				<h2 className="font-semibold">Connection</h2>
				<span className="mono truncate text-12 text-fg-3">{connection.path}</span>
			</PaneHeader>
			<Tabs
				label="Connection details"
				value={tab}
				onChange={onTab}
				items={[
					{ value: 'overview', label: 'Overview' },
					{ value: 'handshake', label: 'Handshake' },
					{ value: 'timing', label: 'Timing' },
				]}
				panelClassName="flex min-h-0 flex-1 flex-col"
			>
				{query.error && <InlineNotice>Could not load this connection: {query.error.message}</InlineNotice>}
				{query.data && tab === 'overview' && <ConnectionOverview connection={query.data} />}
				{query.data && tab === 'handshake' && <ConnectionHandshake connection={query.data} />}
				{query.data && tab === 'timing' && <ConnectionTiming connection={query.data} />}
			</Tabs>
		</section>
	);
}
