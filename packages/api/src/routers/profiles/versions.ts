import { z } from 'zod';
import { ruleTexts } from '../../rule-texts.ts';
import { localProcedure } from '../../trpc.ts';

/** The versions of a profile, newest first. Access: the user of this machine. */
export const versions = localProcedure.input(z.object({ id: z.string() })).query(async ({ ctx, input }) => {
	const versions = await ctx.db.profiles.versions(input.id);
	return versions.map((version) => ({ ...version, ruleTexts: ruleTexts(version.config.fields) }));
});
