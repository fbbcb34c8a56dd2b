import type { DecodedMessage, JsonValue } from '../model.ts';
import { idText } from './correlation.ts';
import { describe } from './describe.ts';
import { asArray, asString } from './json-fields.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { previewOf } from './preview.ts';

/** WAMP 2 in JSON (wamp-proto.org): arrays that start with a message type. */
export const wamp: PayloadDecoder = {
	name: 'wamp',
	label: 'WAMP',
	detect: ({ type }, { subprotocol }) => type === 'text' && /^wamp\.2\.json/.test(subprotocol ?? ''),
	decode({ json }, context) {
		const message = json.ok ? asArray(json.value) : null;
		const type = MESSAGES[Number(message?.[0])];
		if (message === null || type === undefined || !json.ok) return null;
		const facts = type.read(message, context);
		const uri = facts.uri ?? null;
		return describe({
			decoder: 'wamp',
			kind: uri === null ? type.name : `${type.name} ${uri}`,
			value: message,
			channel: uri,
			correlationId: facts.correlationId ?? null,
			role: type.role,
			error: type.name === 'ERROR' || type.name === 'ABORT',
			flags: json.flags,
			preview: previewOf(message.slice(type.envelope), []).slice(1, -1),
		});
	},
};

interface Facts {
	/** Topic or procedure. */
	uri?: string | null;
	correlationId?: string | null;
}

interface WampMessage {
	readonly name: string;
	readonly role: DecodedMessage['role'];
	/** Elements at the start that the preview leaves out: type, ids, options. */
	readonly envelope: number;
	read(message: readonly JsonValue[], context: DecodeContext): Facts;
}

/** Opens or closes the session. */
const session = (correlationId: string | null) => (): Facts => ({ correlationId });

/** A request of the client, with the topic or procedure at this place. Answers name only the request. */
const asks =
	(uriAt: number) =>
	(message: readonly JsonValue[], { memory }: DecodeContext): Facts => {
		const uri = asString(message[uriAt]);
		const correlationId = idText(message[1]);
		if (uri !== null) memory.set(`wamp:request:${correlationId}`, uri);
		return { uri, correlationId };
	};

/** A request about a subscription or registration, named by the id that the router gave it. */
const asksAbout = (message: readonly JsonValue[], { memory }: DecodeContext): Facts => {
	const correlationId = idText(message[1]);
	const uri = memory.get(`wamp:id:${idText(message[2])}`) ?? null;
	if (uri !== null) memory.set(`wamp:request:${correlationId}`, uri);
	return { uri, correlationId };
};

const answers = (message: readonly JsonValue[], { memory }: DecodeContext): Facts => {
	const correlationId = idText(message[1]);
	return { uri: memory.get(`wamp:request:${correlationId}`) ?? null, correlationId };
};

/** SUBSCRIBED and REGISTERED: the router's id stands for the topic or procedure from now on. */
const answersWithId = (message: readonly JsonValue[], context: DecodeContext): Facts => {
	const facts = answers(message, context);
	if (facts.uri) context.memory.set(`wamp:id:${idText(message[2])}`, facts.uri);
	return facts;
};

const event = (message: readonly JsonValue[], { memory }: DecodeContext): Facts => ({
	uri: memory.get(`wamp:id:${idText(message[1])}`) ?? null,
});

/** The router asks the client; its ids are its own. */
const invokes = (message: readonly JsonValue[], { memory }: DecodeContext): Facts => {
	const correlationId = `server:${idText(message[1])}`;
	const uri = memory.get(`wamp:id:${idText(message[2])}`) ?? null;
	if (uri !== null) memory.set(`wamp:request:${correlationId}`, uri);
	return { uri, correlationId };
};

const yields = (message: readonly JsonValue[], { memory }: DecodeContext): Facts => {
	const correlationId = `server:${idText(message[1])}`;
	return { uri: memory.get(`wamp:request:${correlationId}`) ?? null, correlationId };
};

const INVOCATION = 68;

/** [ERROR, type of the request, id of the request, details, error, ...] */
const error = (message: readonly JsonValue[], context: DecodeContext): Facts => {
	const [, requestType, ...rest] = message;
	return (requestType === INVOCATION ? yields : answers)([null, ...rest], context);
};

const MESSAGES: Readonly<Record<number, WampMessage>> = {
	1: { name: 'HELLO', role: 'request', envelope: 1, read: session('HELLO') },
	2: { name: 'WELCOME', role: 'answer', envelope: 2, read: session('HELLO') },
	3: { name: 'ABORT', role: 'answer', envelope: 2, read: session('HELLO') },
	4: { name: 'CHALLENGE', role: 'answer', envelope: 1, read: session('HELLO') },
	5: { name: 'AUTHENTICATE', role: 'request', envelope: 1, read: session('HELLO') },
	6: { name: 'GOODBYE', role: null, envelope: 2, read: session('GOODBYE') },
	8: { name: 'ERROR', role: 'answer', envelope: 4, read: error },
	16: { name: 'PUBLISH', role: 'request', envelope: 4, read: asks(3) },
	17: { name: 'PUBLISHED', role: 'answer', envelope: 2, read: answers },
	32: { name: 'SUBSCRIBE', role: 'request', envelope: 4, read: asks(3) },
	33: { name: 'SUBSCRIBED', role: 'answer', envelope: 2, read: answersWithId },
	34: { name: 'UNSUBSCRIBE', role: 'request', envelope: 2, read: asksAbout },
	35: { name: 'UNSUBSCRIBED', role: 'answer', envelope: 2, read: answers },
	36: { name: 'EVENT', role: 'notice', envelope: 4, read: event },
	48: { name: 'CALL', role: 'request', envelope: 4, read: asks(3) },
	49: { name: 'CANCEL', role: 'notice', envelope: 2, read: answers },
	50: { name: 'RESULT', role: 'answer', envelope: 3, read: answers },
	64: { name: 'REGISTER', role: 'request', envelope: 4, read: asks(3) },
	65: { name: 'REGISTERED', role: 'answer', envelope: 2, read: answersWithId },
	66: { name: 'UNREGISTER', role: 'request', envelope: 2, read: asksAbout },
	67: { name: 'UNREGISTERED', role: 'answer', envelope: 2, read: answers },
	[INVOCATION]: { name: 'INVOCATION', role: 'request', envelope: 4, read: invokes },
	69: { name: 'INTERRUPT', role: 'notice', envelope: 2, read: yields },
	70: { name: 'YIELD', role: 'answer', envelope: 3, read: yields },
};
