import { appRouter, createCallerFactory } from '@refrain/api';
import { headers } from 'next/headers';
import { requestContext } from './context.ts';

const createCaller = createCallerFactory(appRouter);

/** The api as server components call it: same procedures, same access rules, no HTTP. */
export async function caller() {
	return createCaller(requestContext(await headers()));
}
