import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * Position of the first row of a connection that begins at or after an instant; the number of rows when none does.
 * Rows are ordered by their first frame, so a binary search over pages of one row finds it.
 * Access: the user of this machine.
 */
export const rowAt = localProcedure
	.input(z.object({ connectionId: z.uuid(), atUs: z.number() }))
	.query(async ({ ctx, input: { connectionId, atUs } }) => {
		const probe = async (from: number) => ctx.db.frames.page(connectionId, { from, count: 1 });
		const first = await probe(0);
		let [low, high] = [0, first.total];
		while (low < high) {
			const middle = (low + high) >>> 1;
			const [row] = (await probe(middle)).rows;
			if (row && row.firstAtUs < atUs) low = middle + 1;
			else high = middle;
		}
		return { from: low, total: first.total };
	});
