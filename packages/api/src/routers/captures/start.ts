import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

const target = z
	.string()
	.trim()
	.transform((text) => (/^[a-z]+:\/\//i.test(text) ? text : `ws://${text}`))
	.pipe(
		z.url({
			protocol: /^(wss?|https?)$/,
			error: 'The target must be an address such as ws://localhost:8080.',
		}),
	);

/**
 * Starts a recording proxy in front of `target`. It stores the capture and its job; the worker takes it from there, so
 * the port is open only once the capture's state says so.
 * Access: the user of this machine.
 */
export const start = localProcedure
	.input(
		z.object({
			target,
			port: z.int().min(0).max(65_535, 'A port is a number from 0 to 65535.'),
			name: z.string().trim().max(200).default(''),
		}),
	)
	.mutation(({ ctx, input }) =>
		ctx.db.captures.create({
			target: input.target,
			listenHost: ctx.listenHost,
			port: input.port,
			name: input.name || new URL(input.target).host,
		}),
	);
