import { z } from 'zod';
import { ruleTexts } from '../../rule-texts.ts';
import { localProcedure } from '../../trpc.ts';

/** A profile at its newest version, or at the one asked for. Access: the user of this machine. */
export const get = localProcedure
	.input(z.object({ id: z.string(), version: z.int().min(1).optional() }))
	.query(async ({ ctx, input }) => {
		const profile = await ctx.db.profiles.get(input.id, input.version);
		return { ...profile, ruleTexts: ruleTexts(profile.config.fields) };
	});
