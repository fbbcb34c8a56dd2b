'use client';
import { type Tick, useLiveTick } from './live.tsx';

/**
 * Calls back when something of a kind changed, and when the live stream was opened (again): what happened before it was
 * open was told to nobody.
 */
export function useLiveTopic(topic: Tick['topics'][number], onChange: () => void): void {
	useLiveTick((tick) => {
		if (tick.topics.includes(topic) || isFirst(tick)) onChange();
	});
}

/** The first tick of a stream says nothing but that it is open. */
function isFirst({ topics, recordings }: Tick): boolean {
	return topics.length === 0 && recordings.length === 0;
}
