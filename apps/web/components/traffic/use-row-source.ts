'use client';
import { FoundRows, type FrameRow, PageRows, type RowQuery, type RowSource, type Span } from '@refrain/ui/traffic';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useLiveTick } from '../live.tsx';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import type { TreeConnection } from './use-connections.ts';

export interface RowSourceOptions {
	connection: TreeConnection | null;
	query: RowQuery;
	brush: Span | null;
	/** First rows of the connection, when the server sent them. */
	seed: { connectionId: string; rows: readonly FrameRow[] } | null;
}

export interface ShownRows {
	source: RowSource<FrameRow>;
	/** Changes when these become other rows. */
	contentKey: string;
	/** Position of a frame among the rows shown, -1 when it is not there (yet). */
	indexOf(n: number): number;
	/** Number of the frame at a position; null while a filter has not found it. */
	numberAt(index: number): number | null;
	filtered: boolean;
	/** Kinds seen, most frequent first. */
	kinds: readonly string[];
}

/** The rows of a connection under filter and brush, fetched as they are shown and growing as they come. */
export function useRowSource({ connection, query, brush, seed }: RowSourceOptions): ShownRows {
	const client = useTRPCClient();
	const id = connection?.id ?? null;
	const rows = useBrushRows(id, brush);
	const filterKey = JSON.stringify(query);
	const filtered = filterKey !== '{}';
	const contentKey = `${id} ${filterKey} ${rows.from}..${rows.to}`;
	const kinds = useRef(new Map<string, number>());

	// biome-ignore lint/correctness/useExhaustiveDependencies: contentKey says when these are other rows
	const source = useMemo(() => {
		kinds.current = new Map();
		const total = connection?.stat.rows ?? 0;
		if (id === null) return new PageRows<FrameRow>({ load: async () => ({ total: 0, rows: [] }), total: 0 });
		const count = (found: readonly FrameRow[]) => {
			for (const { kind } of found) kinds.current.set(kind, (kinds.current.get(kind) ?? 0) + 1);
		};
		if (filtered)
			return new FoundRows<FrameRow>({
				...rows,
				total,
				position: ({ n }) => n,
				async search(from, many, signal) {
					const page = await client.traffic.search.query({ connectionId: id, ...query, from, count: many }, { signal });
					count(page.rows);
					return page;
				},
			});
		const sent = seed?.connectionId === id && rows.from === 0 ? seed.rows : [];
		count(sent);
		return new PageRows<FrameRow>({
			...rows,
			total,
			seed: sent,
			async load(from, many, signal) {
				const page = await client.traffic.frames.query({ connectionId: id, from, count: many }, { signal });
				count(page.rows);
				return page;
			},
		});
	}, [contentKey]);
	useClosing(source);

	const known = connection?.stat.rows ?? 0;
	useEffect(() => source.grow(known), [source, known]);
	useLiveTick((tick) => {
		const grown = id === null ? undefined : tick.connections[id]?.rows;
		if (grown !== undefined) source.grow(grown);
	});
	useSyncExternalStore(
		source.subscribe,
		() => source.version,
		() => source.version,
	);
	return {
		source,
		contentKey,
		filtered,
		kinds: [...kinds.current].sort(([, a], [, b]) => b - a).map(([kind]) => kind),
		indexOf: (n) => {
			if (source instanceof FoundRows) return source.indexOf(n);
			const index = n - rows.from;
			return index >= 0 && index < source.total ? index : -1;
		},
		numberAt: (index) => (source instanceof FoundRows ? (source.get(index)?.n ?? null) : rows.from + index),
	};
}

/** Rows that a brush covers. */
function useBrushRows(connectionId: string | null, brush: Span | null): { from: number; to: number | null } {
	const trpc = useTRPC();
	const at = (atUs: number | undefined) =>
		trpc.traffic.rowAt.queryOptions(
			{ connectionId: connectionId ?? '', atUs: atUs ?? 0 },
			{ enabled: connectionId !== null && atUs !== undefined, staleTime: Number.POSITIVE_INFINITY },
		);
	const from = useQuery(at(brush?.fromUs)).data;
	const to = useQuery(at(brush?.toUs)).data;
	if (!brush || !from || !to) return { from: 0, to: null };
	return { from: from.from, to: to.from };
}

/** Aborts what a source was doing once another takes its place. */
function useClosing(source: RowSource<FrameRow>): void {
	const current = useRef(source);
	useEffect(() => {
		if (current.current !== source) current.current.close();
		current.current = source;
	}, [source]);
}
