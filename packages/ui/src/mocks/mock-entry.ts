import type { JsonValue, Sender } from '@refrain/traffic';

export type MockResult = 'hit' | 'miss' | 'passthrough' | 'reply' | 'push' | 'auto' | 'http' | 'connection';

/** A recorded message that a miss came close to. */
export interface NearestCandidate {
	recorded: { n: number; position: number; of: number };
	kind: string;
	/** Equal fields over all fields, 0 to 1. */
	score: number;
	differences: readonly { path: string; recorded?: JsonValue | undefined; received?: JsonValue | undefined }[];
}

/** A line of a mock's console. */
export interface MockEntry {
	n: number;
	atUs: number;
	/** Number of the client's connection, from 1. */
	connection: number;
	clientAddress: string;
	path: string;
	sender: Sender;
	type: string;
	kind: string;
	preview: string;
	payloadBytes: number;
	result: MockResult;
	/** Why, in one sentence. */
	reason: string;
	recorded: { n: number; position: number; of: number } | null;
	nearest: readonly NearestCandidate[];
	matchUs: number | null;
	plannedDelayUs: number | null;
	actualDelayUs: number | null;
}

/** A mock's figures. */
export interface MockStats {
	connections: number;
	openConnections: number;
	hits: number;
	misses: number;
	passthroughs: number;
	replies: number;
	pushes: number;
	latePushes: number;
	kinds: readonly { kind: string; hits: number; misses: number }[];
}

const NO_STATS: MockStats = {
	connections: 0,
	openConnections: 0,
	hits: 0,
	misses: 0,
	passthroughs: 0,
	replies: 0,
	pushes: 0,
	latePushes: 0,
	kinds: [],
};

/** What a worker stored, with zeros for what it has not told yet. */
export function mockStats(stored: Readonly<Record<string, unknown>> | null): MockStats {
	return { ...NO_STATS, ...stored };
}

/** Hits over everything that asked for an answer; null before the first. */
export function hitRate({ hits, misses, passthroughs }: MockStats): number | null {
	const asked = hits + misses + passthroughs;
	return asked === 0 ? null : hits / asked;
}

/** Hits and misses in each of the last seconds, oldest first. */
export function perSecond(
	entries: readonly Pick<MockEntry, 'atUs' | 'result'>[],
	nowUs: number,
	seconds: number,
): { hits: number; misses: number }[] {
	const bars = Array.from({ length: seconds }, () => ({ hits: 0, misses: 0 }));
	for (const { atUs, result } of entries) {
		const bar = bars[seconds - 1 - Math.floor((nowUs - atUs) / 1e6)];
		if (bar === undefined) continue;
		if (result === 'miss') bar.misses++;
		else if (result === 'hit' || result === 'passthrough') bar.hits++;
	}
	return bars;
}
