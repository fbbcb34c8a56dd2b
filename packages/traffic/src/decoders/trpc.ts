import type { DecodedMessage, Sender } from '../model.ts';
import { idText } from './correlation.ts';
import { describe } from './describe.ts';
import { asObject, asString, type JsonObject, member } from './json-fields.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { previewOf } from './preview.ts';

const SEEN = 'trpc:seen';
const OPERATIONS = new Set(['query', 'mutation', 'subscription']);

/** tRPC over WebSocket (trpc.io/docs/rpc): like JSON-RPC, but the method is the kind of call and the path stands in params. */
export const trpc: PayloadDecoder = {
	name: 'trpc',
	label: 'tRPC',
	detect(payload, { memory, path }) {
		if (payload.type !== 'text') return false;
		return (
			memory.has(SEEN) ||
			/[?&]connectionParams=1(&|$)/.test(path) ||
			/"method":"(query|mutation|subscription)"/.test(payload.text ?? '')
		);
	},
	decode({ text, json, sender }, context) {
		if (text === 'PING' || text === 'PONG') return heartbeat(text, sender);
		const message = json.ok ? asObject(json.value) : null;
		if (message === null) return null;
		const facts = request(message, context) ?? response(message, context);
		if (facts === null) return null;
		context.memory.set(SEEN, '');
		const id = idText(member(message, 'id'));
		return describe({
			decoder: 'trpc',
			value: message,
			channel: id,
			correlationId: id,
			flags: json.ok ? json.flags : [],
			...facts,
		});
	},
};

function heartbeat(text: string, sender: Sender): DecodedMessage {
	const asker = (text === 'PING') === (sender === 'client') ? 'client' : 'server';
	return describe({
		decoder: 'trpc',
		kind: text,
		value: text,
		preview: '',
		correlationId: `ping of the ${asker}`,
		role: text === 'PING' ? 'request' : 'answer',
	});
}

type Facts = Pick<DecodedMessage, 'kind' | 'role' | 'preview'> & { error?: boolean };

function request(message: JsonObject, { memory }: DecodeContext): Facts | null {
	const method = asString(member(message, 'method'));
	if (method === null) return null;
	if (method === 'subscription.stop') return { kind: method, role: 'notice', preview: '' };
	if (method === 'connectionParams')
		return { kind: method, role: 'notice', preview: previewOf(member(message, 'data') ?? null, []) };
	const params = asObject(member(message, 'params'));
	const path = params === null ? null : asString(member(params, 'path'));
	if (!OPERATIONS.has(method) || params === null || path === null) return null;
	memory.set(`trpc:${idText(member(message, 'id'))}`, path);
	return { kind: `${method} ${path}`, role: 'request', preview: previewOf(params, ['path']) };
}

function response(message: JsonObject, { memory }: DecodeContext): Facts | null {
	const error = asObject(member(message, 'error'));
	const result = asObject(member(message, 'result'));
	const body = error ?? result;
	// Shaped like JSON-RPC: an answer is only taken for tRPC's after its request was.
	if (body === null || !memory.has(SEEN)) return null;
	const path = memory.get(`trpc:${idText(member(message, 'id'))}`);
	const type = error === null ? (asString(member(body, 'type')) ?? 'data') : 'error';
	return {
		kind: path === undefined ? type : `${type} ${path}`,
		role: 'answer',
		error: error !== null,
		preview: error === null ? previewOf(member(body, 'data') ?? '', []) : previewOf(error, []),
	};
}
