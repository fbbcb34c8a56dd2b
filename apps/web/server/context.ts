import { type Context, createContext } from '@refrain/api';
import { env } from '../env.ts';
import { database } from './database.ts';

/** Who asks, and with what: from the headers of a request, or of a page that is rendered. */
export function requestContext(headers: { get(name: string): string | null }): Context {
	const { REFRAIN_ALLOWED_HOSTS: allowedHosts, REFRAIN_LISTEN_HOST: listenHost } = env();
	return createContext({ db: database(), headers, allowedHosts, listenHost });
}
