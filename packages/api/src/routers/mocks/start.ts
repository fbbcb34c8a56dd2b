import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** As @refrain/mock reads them; what is left out has its default there. */
const optionsSchema = z.strictObject({
	strictness: z.enum(['exact', 'json-equal', 'same-meaning', 'kind-and-order', 'order']).optional(),
	noMatch: z
		.discriminatedUnion('action', [
			z.strictObject({ action: z.literal('silent') }),
			z.strictObject({ action: z.literal('error') }),
			z.strictObject({ action: z.literal('close'), code: z.int().min(1000).max(4999) }),
			z.strictObject({
				action: z.literal('passthrough'),
				url: z.string().regex(/^wss?:\/\/\S+$/, 'write ws://host:port'),
			}),
		])
		.optional(),
	pushes: z.enum(['recorded', 'on-connect', 'off']).optional(),
	speed: z.number().positive().max(10_000).optional(),
	end: z.enum(['as-recorded', 'keep-open', 'loop']).optional(),
});

/**
 * Queues a mock made of a snapshot; a worker serves it, on this machine's loopback unless the operator chose otherwise.
 * Access: the user of this machine.
 */
export const start = localProcedure
	.input(
		z.object({
			snapshotId: z.uuid(),
			/** 0: any that is free. */
			port: z.int().min(0).max(65_535),
			options: optionsSchema.default({}),
		}),
	)
	.mutation(({ ctx, input }) => ctx.db.mocks.create({ host: ctx.listenHost, ...input }));
