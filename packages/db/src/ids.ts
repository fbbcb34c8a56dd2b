import { createHash, randomBytes } from 'node:crypto';
import { uuidV7 } from '@refrain/traffic';
import { found } from './db-error.ts';

/** Microseconds since the epoch. */
export function nowUs(): number {
	return Math.round((performance.timeOrigin + performance.now()) * 1000);
}

/** A new UUID of version 7. */
export function newId(): string {
	return uuidV7(Date.now(), randomBytes(10));
}

/**
 * The id of the session with this key in this recording: a UUID of version 8 (RFC 9562 5.8) from their hash, so that
 * every writer that meets the actor means the same row.
 */
export function sessionId(recordingId: string, key: string): string {
	const bytes = createHash('sha256').update(`${recordingId}\n${key}`).digest().subarray(0, 16);
	bytes[6] = 0x80 | ((bytes[6] as number) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
	const hex = bytes.toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Anything else would be an error of the database where "there is no such row" is meant. */
export function isUuid(id: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** `id`, when it can be one at all. */
export function checkedId(id: string, what: string): string {
	return found(isUuid(id) ? id : null, what, id);
}
