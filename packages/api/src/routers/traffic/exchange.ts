import { z } from 'zod';
import { found } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';

const PAGE = 500;
/** Rows after the request in which its answers are looked for. */
const REACH = 10_000;

/**
 * The rows of the exchange that a row belongs to: a client message and the server messages that answer it, or the one
 * push. `complete` is false when the connection has more rows than were looked at.
 * Access: the user of this machine.
 */
export const exchange = localProcedure
	.input(z.object({ connectionId: z.uuid(), n: z.int().min(0) }))
	.query(async ({ ctx, input: { connectionId, n } }) => {
		const page = async (from: number, count: number) => (await ctx.db.frames.page(connectionId, { from, count })).rows;
		const [row] = await page(n, 1);
		const start = found(row, `frame ${n} in this connection`);
		const requestN = start.answers ?? (start.sender === 'client' ? start.n : null);
		if (requestN === null) return { request: null, answers: [start], complete: true };
		const request = requestN === start.n ? start : ((await page(requestN, 1))[0] ?? null);
		const answers = [];
		for (let from = requestN + 1; from < requestN + REACH; from += PAGE) {
			const rows = await page(from, PAGE);
			answers.push(...rows.filter((one) => one.answers === requestN));
			if (rows.length < PAGE) return { request, answers, complete: true };
		}
		return { request, answers, complete: false };
	});
