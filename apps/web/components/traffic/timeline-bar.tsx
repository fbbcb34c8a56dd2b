'use client';
import { connectionState, type Span, Timeline } from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useEffect, useState } from 'react';
import { useTRPC } from '../trpc.ts';
import type { TreeConnection } from './use-connections.ts';

export interface TimelineBarProps {
	connection: TreeConnection;
	brush: Span | null;
	onBrush(brush: Span | null): void;
}

const BUCKETS = 192;
/** A live timeline ends at the next multiple of this, so that it is asked for no more often. */
const LIVE_STEP_US = 2_000_000;
/** Shorter lives are drawn over this much time. */
const MIN_SPAN_US = 10_000_000;

/** Frames of the connection over its life. */
export const TimelineBar = memo(function TimelineBar({ connection, brush, onBrush }: TimelineBarProps) {
	const trpc = useTRPC();
	const span = useLifeSpan(connection);
	const query = useQuery(
		trpc.traffic.histogram.queryOptions(
			{ connectionId: connection.id, ...span, buckets: BUCKETS },
			{ placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY, gcTime: 30_000 },
		),
	);
	const { state, long } = connectionState(connection);
	const endedAtUs = connection.closedAtUs;
	const empty = new Array<number>(BUCKETS).fill(0);
	return (
		<Timeline
			span={span}
			client={query.data?.client ?? empty}
			server={query.data?.server ?? empty}
			marks={state === 'failed' && endedAtUs !== null ? [{ atUs: endedAtUs, label: long }] : []}
			brush={brush}
			onBrush={onBrush}
			live={endedAtUs === null}
			stale={query.isPlaceholderData}
		/>
	);
});

function useLifeSpan({ openedAtUs, closedAtUs, stat }: TreeConnection): Span {
	const lastAtUs = Math.max(openedAtUs, closedAtUs ?? 0, stat.lastAtUs ?? 0);
	const [nowUs, setNowUs] = useState(lastAtUs);
	const live = closedAtUs === null;
	useEffect(() => {
		if (!live) return;
		const tick = () => setNowUs(Math.ceil((Date.now() * 1000) / LIVE_STEP_US) * LIVE_STEP_US);
		tick();
		const timer = setInterval(tick, LIVE_STEP_US / 1000);
		return () => clearInterval(timer);
	}, [live]);
	const endUs = live ? Math.max(nowUs, lastAtUs) : lastAtUs;
	return { fromUs: openedAtUs, toUs: Math.max(endUs, openedAtUs + MIN_SPAN_US) };
}
