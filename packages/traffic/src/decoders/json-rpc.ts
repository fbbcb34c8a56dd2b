import type { JsonValue, Sender } from '../model.ts';
import { idText } from './correlation.ts';
import { type Description, describe } from './describe.ts';
import { asArray, asObject, asString, type JsonObject, member } from './json-fields.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';

const SEEN = 'json-rpc:seen';

/** JSON-RPC 2.0 (jsonrpc.org/specification), batches included, and the notifications of the rpc-websockets library. */
export const jsonRpc: PayloadDecoder = {
	name: 'json-rpc',
	label: 'JSON-RPC',
	detect(payload, { memory }) {
		if (payload.type !== 'text' && payload.type !== 'binary') return false;
		// What does not name the protocol is only looked at where the protocol was spoken before.
		return memory.has(SEEN) || (payload.text?.includes('"jsonrpc"') ?? false);
	},
	decode(payload, context) {
		if (!payload.json.ok) return null;
		const { value, flags } = payload.json;
		const batch = asArray(value);
		const found = batch === null ? one(value, payload.sender, context) : many(batch, payload.sender, context);
		if (found === null) return null;
		context.memory.set(SEEN, '');
		return describe({ decoder: 'json-rpc', value, flags, told: ['jsonrpc', 'id', 'method', 'notification'], ...found });
	},
};

type Found = Omit<Description, 'decoder' | 'value'>;

function one(value: JsonValue, sender: Sender, context: DecodeContext): Found | null {
	const object = asObject(value);
	if (object === null) return null;
	// rpc-websockets: { notification: 'tick', params } without a version.
	const notification = asString(member(object, 'notification'));
	if (notification !== null && context.memory.has(SEEN)) return { kind: notification, role: 'notice' };
	if (member(object, 'jsonrpc') !== '2.0') return null;
	const method = asString(member(object, 'method'));
	return method === null ? response(object, sender, context) : request(object, { method, sender, context });
}

interface RequestFacts {
	method: string;
	sender: Sender;
	context: DecodeContext;
}

/** Both sides number their requests: what the server asked is kept apart from what the client asked. */
function correlationOf(id: string, asker: Sender): string {
	return asker === 'client' ? id : `server:${id}`;
}

function request(object: JsonObject, { method, sender, context }: RequestFacts): Found {
	const id = idText(member(object, 'id'));
	// A request without an id is a notification (section 4.1): nothing answers it.
	if (id === null) return { kind: method, role: 'notice' };
	const correlationId = correlationOf(id, sender);
	context.memory.set(`json-rpc:${correlationId}`, method);
	return { kind: method, correlationId, channel: correlationId, role: 'request' };
}

function response(object: JsonObject, sender: Sender, { memory }: DecodeContext): Found | null {
	const error = asObject(member(object, 'error'));
	if (error === null && member(object, 'result') === undefined) return null;
	const id = idText(member(object, 'id'));
	const correlationId = id === null ? null : correlationOf(id, sender === 'client' ? 'server' : 'client');
	const method = memory.get(`json-rpc:${correlationId}`);
	const kind = [error === null ? 'result' : 'error', ...(method === undefined ? [] : [method])].join(' ');
	return { kind, correlationId, channel: correlationId, role: 'answer', error: error !== null };
}

/** A batch (section 6): its answers may come in any order, so its id is that of all its parts, sorted. */
function many(batch: readonly JsonValue[], sender: Sender, context: DecodeContext): Found | null {
	const parts = batch.map((value) => one(value, sender, context));
	if (parts.length === 0 || parts.includes(null)) return null;
	const found = parts as Found[];
	const ids = found.flatMap(({ correlationId }) => correlationId ?? []).sort();
	const role = found.find((part) => part.role !== 'notice')?.role ?? 'notice';
	return {
		kind: `batch ${[...new Set(found.map(({ kind }) => kind))].join(', ')}`,
		correlationId: ids.length === 0 ? null : `batch:${ids.join(',')}`,
		role,
		error: found.some(({ error }) => error === true),
	};
}
