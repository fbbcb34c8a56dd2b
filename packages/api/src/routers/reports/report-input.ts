import { z } from 'zod';

/** Which report: the number of the replay, and which of its evaluations (null: the newest). */
export const reportInput = z.object({
	number: z.int().min(1),
	evaluation: z.int().min(1).nullable().default(null),
});
