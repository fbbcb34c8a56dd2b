import { testConfigSchema } from '@refrain/assertions';
import { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';

/**
 * A new profile, or a new version of one. With `basedOn` it is refused when somebody saved in between.
 * Access: the user of this machine.
 */
export const save = localProcedure
	.input(
		z.object({
			id: z.string().nullable(),
			name: z.string().trim().min(1, 'a profile needs a name').max(200),
			config: testConfigSchema,
			note: z.string().max(2_000).default(''),
			basedOn: z.int().min(1).optional(),
		}),
	)
	.mutation(async ({ ctx, input: { id, basedOn, ...profile } }) => {
		if (id !== null && basedOn !== undefined) {
			const { version } = await ctx.db.profiles.get(id);
			if (version !== basedOn)
				throw new ApiError('wrong-state', `Version ${version} was saved while you edited version ${basedOn}.`);
		}
		return ctx.db.profiles.save(id, profile);
	});
