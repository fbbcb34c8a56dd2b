import { appRouter, createCallerFactory, createContext } from '@refrain/api';
import { headers } from 'next/headers';
import { env } from '../env.ts';
import { database } from './database.ts';

const createCaller = createCallerFactory(appRouter);

/** The api as server components call it: same procedures, same access rules, no HTTP. */
export async function caller() {
	return createCaller(
		createContext({ db: database(), headers: await headers(), allowedHosts: env().REFRAIN_ALLOWED_HOSTS }),
	);
}
