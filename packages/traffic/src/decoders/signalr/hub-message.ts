import type { JsonValue } from '../../model.ts';
import { asArray, asObject, type JsonObject, member } from '../json-fields.ts';

/** A message of the SignalR hub protocol, whichever encoding carried it. */
export interface HubMessage {
	type: number;
	invocationId: JsonValue;
	target: string | null;
	/** Arguments of a call, an item of a stream, the result of a call. */
	body: JsonValue;
	error: string | null;
	/** As it was sent. */
	value: JsonValue;
}

/** The JSON encoding: an object with names. */
export function fromJson(value: JsonValue): HubMessage | null {
	const object = asObject(value);
	const type = object === null ? undefined : member(object, 'type');
	if (object === null || typeof type !== 'number') return null;
	const target = member(object, 'target');
	const error = member(object, 'error');
	return {
		type,
		invocationId: member(object, 'invocationId') ?? null,
		target: typeof target === 'string' ? target : null,
		body: bodyOf(object),
		error: typeof error === 'string' ? error : null,
		value,
	};
}

function bodyOf(object: JsonObject): JsonValue {
	return member(object, 'arguments') ?? member(object, 'item') ?? member(object, 'result') ?? null;
}

const FAILED = 1;

/** The MessagePack encoding: [type, headers, invocation id, ...], what follows depends on the type. */
export function fromMessagePack(value: JsonValue): HubMessage | null {
	const array = asArray(value);
	const [type, , invocationId = null, third = null, fourth = null] = array ?? [];
	if (array === null || typeof type !== 'number') return null;
	const message = { type, invocationId, target: null, body: null, error: null, value };
	switch (type) {
		case 1:
		case 4:
			return { ...message, target: typeof third === 'string' ? third : null, body: fourth };
		case 2:
			return { ...message, body: third };
		case 3:
			return third === FAILED ? { ...message, error: String(fourth) } : { ...message, body: fourth };
		case 7:
			return { ...message, invocationId: null, error: typeof array[1] === 'string' ? array[1] : null };
		default:
			return message;
	}
}
