import { randomBytes } from 'node:crypto';
import { uuidV7 } from '@refrain/traffic';

/** A UUID of version 7: connections made later sort later. */
export function newConnectionId(): string {
	return uuidV7(Date.now(), randomBytes(10));
}
