import { type Comparison, compare } from '@refrain/assertions';
import type { Database, ReplayRow } from '@refrain/db';
import type { Frame, RecordedConnection } from '@refrain/traffic';
import { ApiError } from '../../api-error.ts';

/** People step through one report and try rules on it: the comparisons used last stay, up to so many messages. */
const MOST_MESSAGES = 200_000;

/**
 * What was expected beside what came, by replay. Neither changes once a replay is over (a snapshot is immutable, and so
 * is a finished recording), so it is decoded and aligned once for all evaluations, drafts and looks at an exchange.
 */
class Comparisons {
	readonly #mostMessages: number;
	/** In order of use: the front was not used for longest. */
	readonly #cache = new Map<string, { comparison: Promise<Comparison>; messages: number }>();

	constructor(mostMessages = MOST_MESSAGES) {
		this.#mostMessages = mostMessages;
	}

	get(db: Database, replay: ReplayRow): Promise<Comparison> {
		const entry = this.#cache.get(replay.id) ?? { comparison: this.#make(db, replay), messages: 0 };
		this.#cache.delete(replay.id);
		this.#cache.set(replay.id, entry);
		return entry.comparison;
	}

	async #make(db: Database, replay: ReplayRow): Promise<Comparison> {
		try {
			const comparison = await compareReplay(db, replay);
			const entry = this.#cache.get(replay.id);
			if (entry) entry.messages = countMessages(comparison);
			this.#shrink(replay.id);
			return comparison;
		} catch (error) {
			this.#cache.delete(replay.id);
			throw error;
		}
	}

	#shrink(keep: string): void {
		let total = 0;
		for (const { messages } of this.#cache.values()) total += messages;
		for (const [id, { messages }] of this.#cache) {
			if (total <= this.#mostMessages) return;
			if (id === keep) continue;
			total -= messages;
			this.#cache.delete(id);
		}
	}
}

async function compareReplay(db: Database, { number, snapshotId, outcome }: ReplayRow): Promise<Comparison> {
	if (outcome === null) throw new ApiError('wrong-state', `Replay #${number} is not over: it cannot be judged yet.`);
	const ids = outcome.connections.flatMap(({ observedId }) => observedId ?? []);
	const [snapshot, connections] = await Promise.all([
		db.snapshots.load(snapshotId),
		Promise.all(ids.map((id) => readConnection(db, id))),
	]);
	return compare(snapshot, { outcome, connections });
}

async function readConnection(db: Database, id: string): Promise<RecordedConnection> {
	const [{ sessionId, stat, endedBecause, ...connection }, http] = await Promise.all([
		db.connections.get(id),
		db.connections.httpExchanges(id),
	]);
	const frames: Frame[] = [];
	for await (const frame of db.frames.load(id)) frames.push(frame);
	return { connection, frames, http };
}

function countMessages({ connections }: Comparison): number {
	return connections.reduce(
		(sum, { expected, observed }) => sum + expected.messages.length + (observed?.messages.length ?? 0),
		0,
	);
}

/** Of this process. */
export const comparisons = new Comparisons();
