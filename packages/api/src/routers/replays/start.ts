import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { targetSchema } from './target.ts';

const timingSchema = z.discriminatedUnion('mode', [
	z.object({ mode: z.literal('recorded') }),
	z.object({ mode: z.literal('speed'), factor: z.number().positive().max(1_000) }),
	z.object({ mode: z.literal('flat'), gapMs: z.number().min(0).max(3_600_000) }),
	z.object({ mode: z.literal('asap') }),
]);

/**
 * Queues a replay of a snapshot; a worker runs it. The profile is taken at its newest version.
 * Access: the user of this machine.
 */
export const start = localProcedure
	.input(
		z.object({
			snapshotId: z.uuid(),
			target: targetSchema,
			timing: timingSchema.default({ mode: 'recorded' }),
			/** How long to wait for an answer; null: what the profile says. */
			answerMs: z.int().min(1).max(3_600_000).nullable().default(null),
			profileId: z.string().nullable().default(null),
		}),
	)
	.mutation(async ({ ctx, input: { answerMs, profileId, ...replay } }) => {
		const profile = profileId === null ? null : await ctx.db.profiles.get(profileId);
		const { number } = await ctx.db.replays.create({
			...replay,
			options: answerMs === null ? {} : { answerTimeoutMs: answerMs },
			profileId,
			profileVersion: profile?.version ?? null,
		});
		return { number };
	});
