import type { Database } from '@refrain/db';
import { type Access, checkAccess, requestOrigin } from './access.ts';

/** What every procedure gets. */
export type Context = { db: Database } & Access;

export interface ContextOptions {
	db: Database;
	/** Headers of the request, of a route handler or of a server component alike. */
	headers: { get(name: string): string | null };
	/** See {@link checkAccess}. */
	allowedHosts: readonly string[];
}

export function createContext({ db, headers, allowedHosts }: ContextOptions): Context {
	return { db, ...checkAccess(requestOrigin(headers), allowedHosts) };
}
