import type { PairingItem } from './pairing-item.ts';

/** Fewer gaps than this say nothing about a rhythm. */
const MIN_GAPS = 3;
/** Standard deviation of the gaps over their mean, below which messages keep a beat. */
const MAX_VARIATION = 0.25;

/**
 * Fingerprints of server messages that come at a beat of their own, whatever the client says: their gaps are regular,
 * and they do not follow each client message of one kind equally often, as an answer would.
 */
export function regularFingerprints(items: readonly PairingItem[]): Set<string> {
	const times = new Map<string, number[]>();
	for (const { message, decoded } of items) {
		if (message.sender !== 'server') continue;
		const known = times.get(decoded.fingerprint);
		if (known === undefined) times.set(decoded.fingerprint, [message.firstAtUs]);
		else known.push(message.firstAtUs);
	}
	const regular = [...times].filter(([, atUs]) => keepsBeat(atUs)).map(([fingerprint]) => fingerprint);
	if (regular.length === 0) return new Set();
	const followers = countFollowers(items);
	return new Set(regular.filter((fingerprint) => !answersEvenly(followers, fingerprint)));
}

function keepsBeat(atUs: readonly number[]): boolean {
	const gaps = atUs.slice(1).map((time, at) => time - (atUs[at] as number));
	if (gaps.length < MIN_GAPS) return false;
	const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
	const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
	return mean > 0 && Math.sqrt(variance) / mean < MAX_VARIATION;
}

interface Follower {
	request: string;
	counts: Map<string, number>;
}

/** For each client message: how many server messages of each fingerprint came before the next one. */
function countFollowers(items: readonly PairingItem[]): Follower[] {
	const followers: Follower[] = [];
	for (const { message, decoded } of items) {
		if (message.sender === 'client') {
			// Heart-beats and the like ask for nothing.
			if (decoded.role === 'notice' || decoded.role === 'answer') continue;
			followers.push({ request: decoded.fingerprint, counts: new Map() });
			continue;
		}
		const counts = followers.at(-1)?.counts;
		counts?.set(decoded.fingerprint, (counts.get(decoded.fingerprint) ?? 0) + 1);
	}
	return followers;
}

/** The last client message is left out: the connection may have ended before its answer. */
function answersEvenly(followers: readonly Follower[], fingerprint: string): boolean {
	const perRequest = new Map<string, Set<number>>();
	for (const { request, counts } of followers.slice(0, -1)) {
		const count = counts.get(fingerprint) ?? 0;
		const known = perRequest.get(request);
		if (known === undefined) perRequest.set(request, new Set([count]));
		else known.add(count);
	}
	return [...perRequest.values()].every((counts) => counts.size === 1);
}
