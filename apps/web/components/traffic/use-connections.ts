'use client';
import type { AppRouter } from '@refrain/api';
import type { TrafficRange } from '@refrain/ui/url';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useMemo, useState } from 'react';
import { useTRPC } from '../trpc.ts';

export type Tree = inferRouterOutputs<AppRouter>['traffic']['tree'];
export type TreeConnection = Tree['connections'][number];

const RANGE_US: Record<Exclude<TrafficRange, 'all'>, number> = { '15m': 900e6, '1h': 3_600e6, '24h': 86_400e6 };

/** Recordings, sessions and connections; kept fresh by the live stream. */
export function useTree(initialData: Tree) {
	const trpc = useTRPC();
	return useQuery(trpc.traffic.tree.queryOptions({}, { initialData, placeholderData: keepPreviousData }));
}

/** Connections that were alive within the range, and their sessions. */
export function useTreeInRange(tree: Tree, range: TrafficRange): Tree {
	return useMemo(() => {
		if (range === 'all') return tree;
		const sinceUs = Date.now() * 1000 - RANGE_US[range];
		const connections = tree.connections.filter(
			({ closedAtUs, stat, openedAtUs }) => closedAtUs === null || (stat.lastAtUs ?? openedAtUs) >= sinceUs,
		);
		const sessionIds = new Set(connections.map(({ sessionId }) => sessionId));
		return { ...tree, connections, sessions: tree.sessions.filter(({ id }) => sessionIds.has(id)) };
	}, [tree, range]);
}

/**
 * The connection that is shown. Without one in the address it is the newest WebSocket there was when the page opened (or
 * the first to come); it stays, however many come after it.
 */
export function useShownConnection(
	tree: Tree,
	wanted: string | null,
): { connection: TreeConnection | null; unknown: boolean } {
	const newest = tree.connections.find(({ kind }) => kind === 'websocket') ?? tree.connections[0] ?? null;
	const [picked, setPicked] = useState<string | null>(newest?.id ?? null);
	if (picked === null && newest) setPicked(newest.id);
	const byId = (id: string | null) => tree.connections.find((one) => one.id === id) ?? null;
	const connection = byId(wanted);
	return { connection: connection ?? byId(picked) ?? newest, unknown: wanted !== null && connection === null };
}
