import { z } from 'zod';
import { found } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';

/** Bytes of each body that a page gets. */
const BODY_LIMIT = 256 * 1024;

/**
 * One HTTP request with its response; bodies in base64, cut at 256 kB.
 * Access: the user of this machine.
 */
export const httpExchange = localProcedure
	.input(z.object({ connectionId: z.uuid(), n: z.int().min(0) }))
	.query(async ({ ctx, input }) => {
		const exchanges = await ctx.db.connections.httpExchanges(input.connectionId, input.n + 1);
		const exchange = found(
			exchanges.find((one) => one.n === input.n),
			`HTTP exchange ${input.n} on this connection`,
		);
		const { requestBody, responseBody, ...rest } = exchange;
		return {
			...rest,
			requestBodyBase64: Buffer.from(requestBody.subarray(0, BODY_LIMIT)).toString('base64'),
			responseBodyBase64: Buffer.from(responseBody.subarray(0, BODY_LIMIT)).toString('base64'),
		};
	});
