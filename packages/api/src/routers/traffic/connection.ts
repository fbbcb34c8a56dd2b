import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Bytes of a refusal's body that a page gets. */
const BODY_LIMIT = 64 * 1024;
/** Bad bytes of each violation that a page gets. */
const VIOLATION_BYTES = 64;

/**
 * Everything about one connection but its frames and HTTP exchanges.
 * Access: the user of this machine.
 */
export const connection = localProcedure.input(z.object({ id: z.string() })).query(async ({ ctx, input }) => {
	const { handshake, violations, ...row } = await ctx.db.connections.get(input.id);
	return {
		...row,
		handshake: handshake && {
			...handshake,
			responseBody: text(handshake.responseBody),
			responseBodyBytes: handshake.responseBody.length,
		},
		violations: violations.map(({ bytes, ...violation }) => ({
			...violation,
			hex: Buffer.from(bytes.subarray(0, VIOLATION_BYTES)).toString('hex'),
			bytes: bytes.length,
		})),
	};
});

function text(body: Uint8Array): string {
	return new TextDecoder().decode(body.subarray(0, BODY_LIMIT));
}
