import type { HttpExchange } from '@refrain/traffic';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Of one connection; a page shows them in one list. */
const LIMIT = 2_000;

/**
 * HTTP requests of a session or of one connection, in order, without bodies.
 * Access: the user of this machine.
 */
export const httpExchanges = localProcedure
	.input(z.union([z.object({ sessionId: z.uuid() }), z.object({ connectionId: z.uuid() })]))
	.query(async ({ ctx, input }) => {
		const ids =
			'connectionId' in input
				? [input.connectionId]
				: (await ctx.db.connections.list(input)).filter((one) => one.kind === 'http').map((one) => one.id);
		const lists = await Promise.all(ids.map((id) => ctx.db.connections.httpExchanges(id, LIMIT)));
		return lists
			.flatMap((list, at) => list.map((exchange) => summary(ids[at] as string, exchange)))
			.sort((a, b) => a.requestAtUs - b.requestAtUs);
	});

function summary(connectionId: string, exchange: HttpExchange) {
	const { n, request, response, requestAtUs, endedAtUs, requestBodyBytes, responseBodyBytes } = exchange;
	return {
		connectionId,
		n,
		method: request.method,
		target: request.target,
		status: response?.status ?? null,
		requestAtUs,
		durationUs: endedAtUs === null ? null : endedAtUs - requestAtUs,
		requestBodyBytes,
		responseBodyBytes,
	};
}
