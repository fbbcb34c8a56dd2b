import type { EntryDraft } from './connection/command.ts';
import { resolveLazy } from './connection/lazy.ts';
import type { Decided } from './matching/suggestions.ts';
import type { MockLogEntry, MockResult, MockStats } from './mock-log.ts';

/** Whose line it is. */
export interface EntryPlace {
	connection: number;
	clientAddress: string;
	path: string;
}

const KEPT = 10_000;
const LATE_US = 10_000;

interface Kept {
	readonly n: number;
	readonly draft: EntryDraft;
	readonly place: EntryPlace;
	readonly matchUs: number | null;
}

function toEntry({ n, draft, place, matchUs }: Kept): MockLogEntry {
	return { ...draft, ...place, n, matchUs, preview: resolveLazy(draft.preview), reason: resolveLazy(draft.reason) };
}

function noCounts(): Record<MockResult, number> {
	return { hit: 0, miss: 0, passthrough: 0, reply: 0, push: 0, auto: 0, http: 0, connection: 0 };
}

/** The console's memory: the last lines, and counts over all of them. */
export class MockJournal {
	readonly #entries: Kept[] = [];
	readonly #decided: Decided[] = [];
	readonly #kinds = new Map<string, { hits: number; misses: number }>();
	#counts = noCounts();
	#n = 0;
	#late = 0;
	connections = 0;
	openConnections = 0;
	refused = 0;

	/** The last 10,000 client messages that matching decided on, for trying other options on them. */
	get decided(): readonly Decided[] {
		return this.#decided.slice(-KEPT);
	}

	/** Remembers what the line that was added last was decided on. */
	noteDecided(about: Pick<Decided, 'scripts' | 'live'>): void {
		const kept = this.#entries.at(-1);
		if (kept === undefined) return;
		const { n, draft, place } = kept;
		this.#decided.push({ ...about, n, connection: place.connection, nearest: draft.nearest });
		if (this.#decided.length >= 2 * KEPT) this.#decided.splice(0, KEPT);
	}

	/** Gives a way to see the whole line. */
	add(draft: EntryDraft, place: EntryPlace, matchUs: number | null): () => MockLogEntry {
		this.#n += 1;
		const kept: Kept = { n: this.#n, draft, place, matchUs };
		this.#entries.push(kept);
		// Cutting in blocks keeps the cost of a line constant.
		if (this.#entries.length >= 2 * KEPT) this.#entries.splice(0, KEPT);
		this.#count(draft);
		return () => toEntry(kept);
	}

	/** The last 10,000. */
	get entries(): readonly MockLogEntry[] {
		return this.#entries.slice(-KEPT).map(toEntry);
	}

	/** Forgets lines and counts of messages; connections stay counted. */
	reset(): void {
		this.#entries.length = 0;
		this.#decided.length = 0;
		this.#kinds.clear();
		this.#late = 0;
		this.#counts = noCounts();
	}

	stats(): MockStats {
		const { hit, miss, passthrough, reply, push, http } = this.#counts;
		const decided = hit + miss + passthrough;
		const kinds = [...this.#kinds].map(([kind, counts]) => ({ kind, ...counts }));
		return {
			connections: this.connections,
			openConnections: this.openConnections,
			refused: this.refused,
			hits: hit,
			misses: miss,
			passthroughs: passthrough,
			replies: reply,
			pushes: push,
			latePushes: this.#late,
			http,
			hitRate: decided === 0 ? null : hit / decided,
			kinds: kinds.sort((a, b) => b.hits + b.misses - a.hits - a.misses),
		};
	}

	#count({ result, kind, decision, plannedDelayUs, actualDelayUs }: EntryDraft): void {
		// What the real service answered is no message of the client.
		if (result !== 'passthrough' || decision !== null) this.#counts[result] += 1;
		if (decision !== null && result !== 'http') {
			const counts = this.#kinds.get(kind) ?? { hits: 0, misses: 0 };
			if (decision === 'MATCH') counts.hits += 1;
			else counts.misses += 1;
			this.#kinds.set(kind, counts);
		}
		if (result === 'push' && (actualDelayUs ?? 0) - (plannedDelayUs ?? 0) > LATE_US) this.#late += 1;
	}
}
