import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Context } from './context.ts';
import { trpcCode } from './error-codes.ts';

const t = initTRPC.context<Context>().create({
	transformer: superjson,
	// A proxy or a sleeping laptop can end a stream without telling: both sides notice by the pings.
	sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
	errorFormatter: ({ shape, error }) => ({
		...shape,
		message: error.cause instanceof z.ZodError ? zodSentence(error.cause) : shape.message,
		// Stacks name paths of this machine; the sentence is what a person needs.
		data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, reason: reason(error) },
	}),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const withErrorCodes = t.middleware(async ({ next }) => {
	const result = await next();
	if (result.ok) return result;
	const code = trpcCode(result.error.cause);
	if (code === null) return result;
	throw new TRPCError({ code, message: result.error.message, cause: result.error.cause });
});

/** For holders of a share link: nothing but what the token opens. The procedure itself checks the token it is given. */
export const sharedProcedure = t.procedure.use(withErrorCodes);

/** For the user of this machine: refused to other machines and to other web pages (see access.ts). */
export const localProcedure = sharedProcedure.use(({ ctx, next }) => {
	if (ctx.user === null) throw new ApiError('not-local', ctx.refusal);
	return next({ ctx: { ...ctx, user: ctx.user } });
});

/** Our own error code, for what a page treats apart. */
function reason(error: TRPCError): string | null {
	const cause: unknown = error.cause;
	return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function zodSentence(error: z.ZodError): string {
	return error.issues
		.map((issue) => `${issue.path.length ? `\`${issue.path.map(String).join('.')}\`: ` : ''}${issue.message}`)
		.join('; ');
}
