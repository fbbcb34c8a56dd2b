import { TRPCError } from '@trpc/server';

/** null where a procedure says that there is no such thing (or that what was asked for cannot be one). */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) return null;
		throw error;
	}
}
