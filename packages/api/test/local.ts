import type { Database } from '@refrain/db';
import { appRouter, createCallerFactory, createContext } from '../src/index.ts';

const createCaller = createCallerFactory(appRouter);

/** The api as the user of this machine calls it. */
export function local(db: Database) {
	return callerOn(db, 'localhost:3000');
}

/** The api as it is reached under a host name. */
export function callerOn(db: Database, host: string) {
	return createCaller(createContext({ db, headers: new Headers({ host }), allowedHosts: [], listenHost: '127.0.0.1' }));
}
