import { appRouter } from '@refrain/api';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { requestContext } from '../../../../server/context.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> {
	return fetchRequestHandler({
		endpoint: '/api/trpc',
		req: request,
		router: appRouter,
		createContext: () => requestContext(request.headers),
		onError: ({ error, path }) => {
			if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`api ${path ?? ''}:`, error);
		},
	});
}

export { handle as GET, handle as POST };
