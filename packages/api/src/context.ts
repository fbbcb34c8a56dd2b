import type { Database } from '@refrain/db';
import { type Access, checkAccess, requestOrigin } from './access.ts';

/** What every procedure gets. */
export type Context = { db: Database; listenHost: string } & Access;

export interface ContextOptions {
	db: Database;
	/** Headers of the request, of a route handler or of a server component alike. */
	headers: { get(name: string): string | null };
	/** See {@link checkAccess}. */
	allowedHosts: readonly string[];
	/** Where captures and mocks that are started from the pages listen. */
	listenHost: string;
}

export function createContext({ db, headers, allowedHosts, listenHost }: ContextOptions): Context {
	return { db, listenHost, ...checkAccess(requestOrigin(headers), allowedHosts) };
}
