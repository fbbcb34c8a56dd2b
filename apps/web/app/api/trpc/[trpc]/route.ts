import { appRouter, createContext } from '@refrain/api';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { env } from '../../../../env.ts';
import { database } from '../../../../server/database.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> {
	return fetchRequestHandler({
		endpoint: '/api/trpc',
		req: request,
		router: appRouter,
		createContext: () =>
			createContext({ db: database(), headers: request.headers, allowedHosts: env().REFRAIN_ALLOWED_HOSTS }),
		onError: ({ error, path }) => {
			if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`api ${path ?? ''}:`, error);
		},
	});
}

export { handle as GET, handle as POST };
