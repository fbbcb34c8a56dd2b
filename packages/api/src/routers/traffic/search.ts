import type { Database, MessageRow } from '@refrain/db';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { type Condition, planSearch, rowConditions } from './row-conditions.ts';

/** A call that has not filled its page after this long gives what it has, so that the page can show progress. */
const PATIENCE_MS = 1_000;
/** Hits that the store gives at once. */
const PAGE = 500;

/**
 * Rows that satisfy a filter, from a position on: at most `count`, fewer when time ran out. `done` is false while there
 * is more behind `nextFrom`.
 * Access: the user of this machine.
 */
export const search = localProcedure
	.input(
		rowConditions.extend({
			connectionId: z.uuid(),
			from: z.int().min(0),
			count: z.int().min(1).max(500),
		}),
	)
	.query(async ({ ctx: { db }, signal, input: { connectionId, from, count, ...conditions } }) => {
		const { filter, acceptsRow, restTexts } = planSearch(conditions);
		const until = Date.now() + PATIENCE_MS;
		const rows: MessageRow[] = [];
		let nextFrom = from;
		for (;;) {
			const page = await db.frames.search(connectionId, { ...filter, from: nextFrom, count: count - rows.length });
			const accepted = page.rows.filter(acceptsRow);
			rows.push(...(await holdTexts(db, connectionId, { rows: accepted, texts: restTexts })));
			nextFrom = page.nextFrom;
			if (page.done || rows.length >= count || Date.now() > until || signal?.aborted)
				return { rows, total: page.total, done: page.done, nextFrom };
		}
	});

/** Of some rows those that satisfy further texts: the store finds them in the same stretch, which is cheaper than each payload alone. */
async function holdTexts(
	db: Database,
	connectionId: string,
	{ rows, texts }: { rows: MessageRow[]; texts: readonly Condition[] },
): Promise<MessageRow[]> {
	let left = rows;
	for (const { values, negated } of texts) {
		const [first, last] = [left[0], left.at(-1)];
		if (!first || !last) return [];
		const hits = new Set<number>();
		for (const text of values)
			for await (const n of hitsBetween(db, connectionId, { text, from: first.n, to: last.n })) hits.add(n);
		left = left.filter(({ n }) => hits.has(n) !== negated);
	}
	return left;
}

async function* hitsBetween(
	db: Database,
	connectionId: string,
	{ text, from, to }: { text: string; from: number; to: number },
): AsyncGenerator<number> {
	for (let next = from; next <= to; ) {
		const page = await db.frames.search(connectionId, { text, from: next, count: PAGE });
		for (const { n } of page.rows) if (n <= to) yield n;
		if (page.done) return;
		next = page.nextFrom;
	}
}
