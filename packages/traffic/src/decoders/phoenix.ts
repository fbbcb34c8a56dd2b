import { encodeBase64 } from '../base64.ts';
import type { DecodedMessage, JsonValue } from '../model.ts';
import { decodeUtf8 } from '../utf8.ts';
import { hexPreview } from './binary.ts';
import { describe } from './describe.ts';
import { asArray, asObject, asString, member } from './json-fields.ts';
import type { Payload } from './payload.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { previewOf } from './preview.ts';

/** Phoenix channels: serializer 2.0.0 (arrays and its binary form) and 1.0.0 (objects). */
export const phoenix: PayloadDecoder = {
	name: 'phoenix',
	label: 'Phoenix channels',
	detect({ type }, { path }) {
		return (type === 'text' || type === 'binary') && /\/websocket\?(.*&)?vsn=[12]\./.test(path);
	},
	decode(payload, context) {
		const message = payload.type === 'binary' ? readBinary(payload) : readText(payload);
		return message === null ? null : describeMessage(message, payload.sender, context);
	},
};

interface PhoenixMessage {
	ref: string | null;
	topic: string;
	event: string;
	/** Of a binary message: 'ok' or 'error' of its reply. */
	status: string | null;
	body: JsonValue;
	value: JsonValue;
	bytes: Uint8Array | null;
	flags: readonly string[];
}

function readText({ json }: Payload): PhoenixMessage | null {
	if (!json.ok) return null;
	const array = asArray(json.value);
	const object = asObject(json.value);
	const [ref, topic, event, body] =
		array?.length === 5
			? array.slice(1)
			: object === null
				? []
				: ['ref', 'topic', 'event', 'payload'].map((key) => member(object, key));
	if (typeof topic !== 'string' || typeof event !== 'string') return null;
	const status = asString(member(asObject(body) ?? {}, 'status'));
	const text = asString(ref);
	return { ref: text, topic, event, status, body: body ?? null, value: json.value, bytes: null, flags: json.flags };
}

/**
 * The binary form: a kind, one length byte for each of the parts, their texts, and the payload. A push of the server has no
 * ref, a broadcast neither ref.
 */
function readBinary({ bytes, sender }: Payload): PhoenixMessage | null {
	const names = BINARY_PARTS[sender][bytes[0] ?? -1];
	const parts = names === undefined ? null : readParts(bytes, names);
	if (parts === null) return null;
	const { ref = null, topic = '', event = 'phx_reply', status = null } = parts.texts;
	const value = { topic, event, ...(status === null ? {} : { status }), payload: encodeBase64(parts.rest) };
	return { ref, topic, event, status, body: null, value, bytes: parts.rest, flags: [] };
}

type Part = 'joinRef' | 'ref' | 'topic' | 'event' | 'status';

/** By kind: 0 push, 1 reply, 2 broadcast. */
const BINARY_PARTS: Readonly<Record<Payload['sender'], Readonly<Record<number, readonly Part[]>>>> = {
	client: { 0: ['joinRef', 'ref', 'topic', 'event'] },
	server: { 0: ['joinRef', 'topic', 'event'], 1: ['joinRef', 'ref', 'topic', 'status'], 2: ['topic', 'event'] },
};

function readParts(bytes: Uint8Array, names: readonly Part[]) {
	let at = 1 + names.length;
	const texts: Partial<Record<Part, string>> = {};
	for (const [index, name] of names.entries()) {
		const length = bytes[1 + index];
		if (length === undefined || at + length > bytes.byteLength) return null;
		const text = decodeUtf8(bytes.subarray(at, at + length));
		if (text === null) return null;
		texts[name] = text;
		at += length;
	}
	return { texts, rest: bytes.subarray(at) };
}

function describeMessage(
	message: PhoenixMessage,
	sender: Payload['sender'],
	{ memory }: DecodeContext,
): DecodedMessage {
	const { ref, topic, event, status, body, bytes } = message;
	const isReply = event === 'phx_reply';
	if (sender === 'client' && ref !== null) memory.set(`phoenix:${ref}`, event);
	const asked = isReply && ref !== null ? memory.get(`phoenix:${ref}`) : undefined;
	return describe({
		decoder: 'phoenix',
		kind: isReply ? ['reply', ...(asked === undefined ? [] : [asked])].join(' ') : event,
		value: message.value,
		channel: topic,
		correlationId: ref,
		// A push of the server has no ref: it answers nothing, even right after a message to its topic.
		role: isReply ? 'answer' : sender === 'client' ? 'request' : 'notice',
		error: (isReply && status === 'error') || event === 'phx_error',
		flags: message.flags,
		preview: bytes === null ? previewOf(body, []) : hexPreview(bytes),
		...(bytes === null ? {} : { shape: 'binary' }),
	});
}
