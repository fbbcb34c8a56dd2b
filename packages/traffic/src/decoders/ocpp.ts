import type { DecodedMessage, JsonValue, Sender } from '../model.ts';
import { describe } from './describe.ts';
import { asArray } from './json-fields.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { previewOf } from './preview.ts';

/** OCPP-J, all versions (openchargealliance.org): CALL, CALLRESULT and CALLERROR as arrays; charge point and system both ask. */
export const ocpp: PayloadDecoder = {
	name: 'ocpp',
	label: 'OCPP',
	detect: ({ type }, { subprotocol }) => type === 'text' && /^ocpp\d/.test(subprotocol ?? ''),
	decode({ json, sender }, context) {
		const message = json.ok ? asArray(json.value) : null;
		const read = MESSAGES[Number(message?.[0])];
		const id = message?.[1];
		if (message === null || read === undefined || typeof id !== 'string' || !json.ok) return null;
		return describe({ decoder: 'ocpp', value: message, flags: json.flags, ...read({ message, id, sender, context }) });
	},
};

interface Read {
	message: readonly JsonValue[];
	id: string;
	sender: Sender;
	context: DecodeContext;
}

type Facts = Pick<DecodedMessage, 'kind' | 'correlationId' | 'role' | 'preview'> & { error?: boolean };

/** [2, id, action, payload] */
function call({ message, id, sender, context }: Read): Facts {
	const action = String(message[2]);
	context.memory.set(`ocpp:${sender}:${id}`, action);
	return {
		kind: action,
		correlationId: correlationOf(id, sender),
		role: 'request',
		preview: previewOf(message[3] ?? null, []),
	};
}

/** [3, id, payload] */
function result({ message, id, sender, context }: Read): Facts {
	const asker = otherSide(sender);
	const action = context.memory.get(`ocpp:${asker}:${id}`);
	const kind = action === undefined ? 'result' : `result ${action}`;
	return { kind, correlationId: correlationOf(id, asker), role: 'answer', preview: previewOf(message[2] ?? null, []) };
}

/** [4, id, code, description, details] */
function error(read: Read): Facts {
	const facts = result(read);
	const preview = previewOf(read.message.slice(2), []).slice(1, -1);
	return { ...facts, kind: facts.kind.replace(/^result/, 'error'), preview, error: true };
}

function otherSide(sender: Sender): Sender {
	return sender === 'client' ? 'server' : 'client';
}

function correlationOf(id: string, asker: Sender): string {
	return asker === 'client' ? id : `server:${id}`;
}

const MESSAGES: Readonly<Record<number, (read: Read) => Facts>> = { 2: call, 3: result, 4: error };
