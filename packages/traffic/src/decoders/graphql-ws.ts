import type { DecodedMessage, JsonValue } from '../model.ts';
import { describe } from './describe.ts';
import { asArray, asObject, asString, type JsonObject, member } from './json-fields.ts';
import type { Payload } from './payload.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { previewOf } from './preview.ts';

/**
 * GraphQL over WebSocket: `graphql-transport-ws` (the graphql-ws library) and the older `graphql-ws` of
 * subscriptions-transport-ws. Messages of both are told by their `type`.
 */
export const graphqlWs: PayloadDecoder = {
	name: 'graphql-ws',
	label: 'GraphQL over WebSocket',
	detect: ({ type }, { subprotocol }) =>
		type === 'text' && (subprotocol === 'graphql-transport-ws' || subprotocol === 'graphql-ws'),
	decode(payload, context) {
		if (!payload.json.ok) return null;
		const message = asObject(payload.json.value);
		const type = message === null ? null : asString(member(message, 'type'));
		const read = type === null || !Object.hasOwn(TYPES, type) ? undefined : TYPES[type];
		if (message === null || type === null || read === undefined) return null;
		const body = member(message, 'payload') ?? null;
		return describe({
			decoder: 'graphql-ws',
			value: message,
			flags: payload.json.flags,
			preview: body === null ? '' : previewOf(body, []),
			...read({ type, message, body, payload, context }),
		});
	},
};

interface Facts {
	kind: string;
	channel?: string | null;
	correlationId?: string | null;
	role?: DecodedMessage['role'];
	error?: boolean;
	preview?: string;
}

interface Read {
	type: string;
	message: JsonObject;
	body: JsonValue;
	payload: Payload;
	context: DecodeContext;
}

/** A query, mutation or subscription begins. */
function start({ type, message, body, context }: Read): Facts {
	const id = asString(member(message, 'id'));
	const name = operationName(asObject(body));
	if (id !== null) context.memory.set(`graphql-ws:${id}`, name);
	const query = asString(member(asObject(body) ?? {}, 'query'));
	return {
		kind: `${type} ${name}`.trim(),
		channel: id,
		correlationId: id,
		role: 'request',
		...(query === null ? {} : { preview: previewOf(query, []) }),
	};
}

/** What comes back for an operation. */
function result({ type, message, body, context }: Read): Facts {
	const id = asString(member(message, 'id'));
	const name = id === null ? undefined : context.memory.get(`graphql-ws:${id}`);
	const errors = asArray(member(asObject(body) ?? {}, 'errors'));
	return {
		kind: [type, ...(name ? [name] : [])].join(' '),
		channel: id,
		correlationId: id,
		role: 'answer',
		error: type === 'error' || (errors !== null && errors.length > 0),
	};
}

/** Either side ends an operation: the client because it has enough, the server because there is no more. */
function end(read: Read): Facts {
	const facts = result(read);
	return read.payload.sender === 'client' ? { ...facts, role: 'notice' } : facts;
}

/** Both sides may ping; the pong of the other one answers. */
function ping({ type, payload: { sender } }: Read): Facts {
	const asker = (type === 'ping') === (sender === 'client') ? 'client' : 'server';
	return { kind: type, correlationId: `ping of the ${asker}`, role: type === 'ping' ? 'request' : 'answer' };
}

const opening = (role: DecodedMessage['role'], error = false) => {
	return ({ type }: Read): Facts => ({ kind: type, correlationId: 'connection_init', role, error });
};
const notice = ({ type }: Read): Facts => ({ kind: type, role: 'notice' });

const TYPES: Readonly<Record<string, (read: Read) => Facts>> = {
	connection_init: opening('request'),
	connection_ack: opening('answer'),
	connection_error: opening('answer', true),
	connection_terminate: notice,
	ka: notice,
	ping,
	pong: ping,
	subscribe: start,
	start,
	next: result,
	data: result,
	error: result,
	complete: end,
	stop: (read) => ({ ...result(read), role: 'notice' }),
};

/** What the client calls the operation, else the first field that it asks for. */
function operationName(body: JsonObject | null): string {
	if (body === null) return '';
	const given = asString(member(body, 'operationName'));
	if (given) return given;
	const query = (asString(member(body, 'query')) ?? '').replace(/#[^\n]*/g, '');
	const named = /\b(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/.exec(query)?.[1];
	// `{ alias: field(...) { ... } }`: the field, not its alias.
	return named ?? /\{\s*(?:[_A-Za-z]\w*\s*:\s*)?([_A-Za-z]\w*)/.exec(query)?.[1] ?? '';
}
