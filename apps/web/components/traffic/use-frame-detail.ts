'use client';
import type { FrameDetail, FrameRow } from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTRPC } from '../trpc.ts';
import { bytesOf } from './bytes-of.ts';

const MORE_BYTES = 5_000_000;

/** A frame with its payload; the one before stays until it is there. */
export function useFrameDetail(connectionId: string, n: number | null) {
	const trpc = useTRPC();
	const [more, setMore] = useState<string | null>(null);
	const key = `${connectionId} ${n}`;
	const query = useQuery(
		trpc.traffic.frame.queryOptions(
			{ connectionId, n: n ?? 0, ...(more === key && { limit: MORE_BYTES }) },
			{ enabled: n !== null, placeholderData: keepPreviousData, staleTime: 60_000 },
		),
	);
	const { data } = query;
	const frame = useMemo((): FrameDetail | null => {
		if (!data) return null;
		const { payloadBase64, ...rest } = data;
		return { ...rest, payload: bytesOf(payloadBase64) };
	}, [data]);
	return {
		frame,
		error: query.error,
		loadMore: frame?.truncated && more !== key ? () => setMore(key) : null,
	};
}

/** One row by its number. */
export function useRow(connectionId: string, n: number | null): FrameRow | null {
	const trpc = useTRPC();
	const query = useQuery(
		trpc.traffic.frames.queryOptions(
			{ connectionId, from: n ?? 0, count: 1 },
			{ enabled: n !== null, staleTime: 60_000 },
		),
	);
	return n === null ? null : (query.data?.rows[0] ?? null);
}
