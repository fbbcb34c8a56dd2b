import { z } from 'zod';
import { found } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';

/** Bytes of a payload that a page gets at first (ui.md 6.2); the rest is a download. */
const PAYLOAD_LIMIT = 256 * 1024;
/** Wire frames of a message that a page lists. */
const WIRE_LIMIT = 200;

/**
 * One message or control frame with its payload (base64, cut at `limit`) and the wire frames it came in.
 * Access: the user of this machine.
 */
export const frame = localProcedure
	.input(
		z.object({
			connectionId: z.uuid(),
			n: z.int().min(0),
			limit: z
				.int()
				.min(1)
				.max(8 * 1024 * 1024)
				.default(PAYLOAD_LIMIT),
		}),
	)
	.query(async ({ ctx, input: { connectionId, n, limit } }) => {
		const { payload, wire, ...row } = found(
			await ctx.db.frames.byNumber(connectionId, n),
			`frame ${n} in this connection`,
		);
		return {
			...row,
			payloadBase64: Buffer.from(payload.subarray(0, limit)).toString('base64'),
			truncated: payload.length > limit,
			wire: wire.slice(0, WIRE_LIMIT),
			wireFrames: wire.length,
		};
	});
