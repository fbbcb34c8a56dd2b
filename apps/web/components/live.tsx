'use client';
import type { AppRouter } from '@refrain/api';
import { useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { LiveBus, type LiveState } from './live-bus.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

type Updates = inferRouterOutputs<AppRouter>['traffic']['updates'];
export type Tick = Updates extends AsyncIterable<infer T> ? T : never;

const LiveContext = createContext<LiveBus<Tick> | null>(null);

/** Opens the one live stream of the page, keeps it open, and renews what it makes stale for everybody. */
export function LiveProvider({ children }: { children: ReactNode }) {
	const client = useTRPCClient();
	const [bus] = useState(
		() =>
			new LiveBus<Tick>((listener) =>
				client.traffic.updates.subscribe(undefined, {
					onStarted: listener.onOpen,
					onData: listener.onTick,
					onError: listener.onLost,
					onComplete: listener.onLost,
					onConnectionStateChange: ({ state }) => {
						if (state === 'connecting') listener.onStalled();
					},
				}),
			),
	);
	useEffect(() => bus.run(document), [bus]);
	return (
		<LiveContext value={bus}>
			<Renewal />
			{children}
		</LiveContext>
	);
}

/** Calls back on every tick of the live stream. */
export function useLiveTick(onTick: (tick: Tick) => void): void {
	const bus = useContext(LiveContext);
	const latest = useRef(onTick);
	useEffect(() => {
		latest.current = onTick;
	});
	useEffect(() => bus?.listen((tick) => latest.current(tick)), [bus]);
}

const NOT_LIVE: LiveState = { state: 'connecting', sinceMs: 0, attempts: 0 };

/** Is the live stream up? */
export function useLiveState(): LiveState {
	const bus = useContext(LiveContext);
	return useSyncExternalStore(
		(listener) => bus?.watch(listener) ?? (() => {}),
		() => bus?.state ?? NOT_LIVE,
		() => NOT_LIVE,
	);
}

/** Numbers that every page shows change once a second at most, however fast frames come. */
const RENEWAL_MS = 1_000;

function Renewal() {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const due = useRef<ReturnType<typeof setTimeout> | null>(null);
	useEffect(() => () => clearTimeout(due.current ?? undefined), []);
	useLiveTick((tick) => {
		if (tick.topics.includes('capture')) void queries.invalidateQueries(trpc.captures.pathFilter());
		if (tick.topics.includes('job')) void queries.invalidateQueries(trpc.demo.pathFilter());
		due.current ??= setTimeout(() => {
			due.current = null;
			void queries.invalidateQueries(trpc.traffic.status.pathFilter());
			void queries.invalidateQueries(trpc.traffic.tree.pathFilter());
		}, RENEWAL_MS);
	});
	return null;
}
