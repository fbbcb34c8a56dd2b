import { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import { sharedProcedure } from '../../trpc.ts';
import { readSharedReport } from './read-shared-report.ts';

/**
 * What a share link shows: one evaluation, with the payloads that its maker chose, and nothing else. Counts as opened.
 * Access: whoever has the token.
 */
export const open = sharedProcedure.input(z.object({ token: z.string().max(200) })).query(async ({ ctx, input }) => {
	const share = await ctx.db.shares.open(input.token);
	if (share === null)
		throw new ApiError('no-such-share', 'This link does not work. It may have expired or been revoked.');
	return readSharedReport(ctx.db, share);
});
