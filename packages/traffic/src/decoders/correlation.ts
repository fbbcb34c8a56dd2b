import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';

/** Keys that say which request a message belongs to, surest first. */
const CORRELATION_KEYS = [
	'correlationId',
	'correlation_id',
	'requestId',
	'request_id',
	'requestID',
	'reqId',
	'req_id',
	'reqid',
	'replyTo',
	'reply_to',
	'inReplyTo',
	'messageId',
	'message_id',
	'msgId',
	'msg_id',
	'ref',
	'nonce',
	'id',
];

/**
 * `key=value` of the first key that may tie a request and its answer together. A guess: pairing takes it only where the
 * same key and value crossed in both directions.
 */
export function proposeCorrelationId(value: JsonValue): string | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value) || isJsonNumber(value)) return null;
	const object = value as { readonly [key: string]: JsonValue };
	for (const key of CORRELATION_KEYS) {
		const text = Object.hasOwn(object, key) ? idText(object[key]) : null;
		if (text !== null) return `${key}=${text}`;
	}
	return null;
}

/** Text of an id; null for what cannot be one. */
export function idText(value: JsonValue | undefined): string | null {
	if (typeof value === 'string') return value.length > 0 && value.length <= 128 ? value : null;
	if (typeof value === 'number') return String(value);
	return isJsonNumber(value) ? value.$number : null;
}
