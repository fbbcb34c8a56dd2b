'use client';
import { EmptyState, formatCount, PaneHeader } from '@refrain/ui/base';
import { ConnectionTree, type HttpSummary, type TreeNode, treeNodes } from '@refrain/ui/traffic';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTRPC } from '../trpc.ts';
import type { Tree } from './use-connections.ts';

export interface ConnectionsPaneProps {
	/** In range. */
	tree: Tree;
	/** Connections there are. */
	total: number;
	/** Node id of what is shown: a connection, or an HTTP exchange of one. */
	selected: string | null;
	onSelectConnection(id: string): void;
	onSelectExchange(connectionId: string, n: number): void;
}

const BARS = 24;

/** The left pane: sessions and their connections. */
export const ConnectionsPane = memo(function ConnectionsPane(props: ConnectionsPaneProps) {
	const { tree, total, selected, onSelectConnection, onSelectExchange } = props;
	const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
	const [visible, setVisible] = useState<readonly string[]>([]);
	const http = useHttpExchanges(toggled);
	const sparklines = useSparklines(visible, tree);
	const nodes = useMemo(
		() => treeNodes(tree, { toggled, http, selected: selected?.split(':')[0] ?? null }),
		[tree, toggled, http, selected],
	);
	const onSelect = (node: TreeNode) => {
		if (node.type === 'connection') onSelectConnection(node.id);
		if (node.type === 'exchange') onSelectExchange(node.exchange.connectionId, node.exchange.n);
	};
	const onVisible = useCallback((ids: readonly string[]) => setVisible(ids), []);
	const shown = tree.connections.length;
	return (
		<section aria-label="Connections" className="flex min-h-0 flex-1 flex-col bg-bg-1">
			<PaneHeader>
				<h2 className="font-semibold">Connections</h2>
				<span className="text-fg-3">
					{shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`}
				</span>
			</PaneHeader>
			{nodes.length === 0 ? (
				<EmptyState title="No connection in this range." />
			) : (
				<ConnectionTree
					nodes={nodes}
					selected={selected}
					sparklines={sparklines}
					onSelect={onSelect}
					onToggle={(node, expanded) => setToggled(new Map(toggled).set(node.id, expanded))}
					onVisible={onVisible}
				/>
			)}
		</section>
	);
});

const HTTP_NODE = 'http-';

/** Requests of the sessions whose HTTP line is unfolded. */
function useHttpExchanges(toggled: ReadonlyMap<string, boolean>): ReadonlyMap<string, readonly HttpSummary[]> {
	const trpc = useTRPC();
	const ids = [...toggled]
		.filter(([id, open]) => open && id.startsWith(HTTP_NODE))
		.map(([id]) => id.slice(HTTP_NODE.length));
	return useQueries({
		queries: ids.map((sessionId) => trpc.traffic.httpExchanges.queryOptions({ sessionId })),
		combine: (results) =>
			new Map(results.flatMap(({ data }, at) => (data ? [[ids[at] as string, data] as const] : []))),
	});
}

/** Bars of the connections in sight; those of live ones grow with the tree. */
function useSparklines(visible: readonly string[], tree: Tree): Readonly<Record<string, readonly number[]>> {
	const trpc = useTRPC();
	const ids = useMemo(() => [...visible].sort(), [visible]);
	const isLive = tree.connections.some(({ id, closedAtUs }) => closedAtUs === null && ids.includes(id));
	const query = useQuery(
		trpc.traffic.sparklines.queryOptions(
			{ ids, buckets: BARS },
			{
				enabled: ids.length > 0,
				placeholderData: keepPreviousData,
				staleTime: 60_000,
				refetchInterval: isLive ? 5_000 : false,
			},
		),
	);
	return query.data ?? {};
}
