import { parseJson } from '../../json/parse-json.ts';
import type { DecodedMessage, JsonValue, Sender } from '../../model.ts';
import { idText } from '../correlation.ts';
import { describe } from '../describe.ts';
import { decodeMessagePack } from '../messagepack.ts';
import type { Payload } from '../payload.ts';
import type { DecodeContext, PayloadDecoder } from '../payload-decoder.ts';
import { previewOf } from '../preview.ts';
import { fromJson, fromMessagePack, type HubMessage } from './hub-message.ts';

const SEEN = 'signalr:seen';
/** Ends each record of text. */
const RECORD_SEPARATOR = '\u001e';
const HANDSHAKE = /^\{"protocol":"(json|messagepack)","version":\d+\}/;

/** ASP.NET Core SignalR (github.com/dotnet/aspnetcore, HubProtocol.md), JSON and MessagePack. */
export const signalr: PayloadDecoder = {
	name: 'signalr',
	label: 'SignalR',
	detect: ({ type, text }, { memory }) =>
		(type === 'text' || type === 'binary') &&
		(memory.has(SEEN) || (HANDSHAKE.test(text ?? '') && text?.endsWith(RECORD_SEPARATOR) === true)),
	decode(payload, context) {
		const records = payload.type === 'text' ? textRecords(payload) : binaryRecords(payload.bytes);
		if (records === null) return null;
		const handshake = payload.type === 'text' ? handshakeOf(records, payload.sender, context) : null;
		if (handshake !== null) return handshake;
		const read = payload.type === 'text' ? fromJson : fromMessagePack;
		const messages = records.map(read);
		if (messages.length === 0 || messages.includes(null)) return null;
		return describeMessages(messages as HubMessage[], payload.sender, context);
	},
};

function textRecords({ text }: Payload): JsonValue[] | null {
	if (text === null || !text.endsWith(RECORD_SEPARATOR)) return null;
	const parsed = text.slice(0, -1).split(RECORD_SEPARATOR).map(parseJson);
	return parsed.every((result) => result.ok) ? parsed.map((result) => (result.ok ? result.value : null)) : null;
}

/** Each record has its length in front: seven bits a byte, lowest first. */
function binaryRecords(bytes: Uint8Array): JsonValue[] | null {
	const records: JsonValue[] = [];
	for (let at = 0; at < bytes.byteLength; ) {
		let length = 0;
		let byte = 0x80;
		for (let shift = 0; byte >= 0x80 && shift < 5; shift++) {
			byte = bytes[at++] ?? 0;
			length += (byte & 0x7f) * 128 ** shift;
		}
		const record = decodeMessagePack(bytes.subarray(at, at + length));
		if (length === 0 || record === null) return null;
		records.push(record);
		at += length;
	}
	return records;
}

/** The client names the encoding, the server agrees with an empty object or says what is wrong. */
function handshakeOf(records: readonly JsonValue[], sender: Sender, { memory }: DecodeContext): DecodedMessage | null {
	const [value] = records;
	const object = value as { protocol?: JsonValue; error?: JsonValue; type?: JsonValue } | null | undefined;
	const isRequest = sender === 'client' && typeof object?.protocol === 'string';
	const isAnswer = sender === 'server' && memory.get(SEEN) === 'asked' && object?.type === undefined;
	if (value === undefined || !(isRequest || isAnswer)) return null;
	memory.set(SEEN, isRequest ? 'asked' : 'open');
	return describe({
		decoder: 'signalr',
		kind: isRequest ? `handshake ${object?.protocol}` : 'handshake',
		value,
		correlationId: 'handshake',
		role: isRequest ? 'request' : 'answer',
		error: isAnswer && object?.error !== undefined,
		preview: isRequest ? '' : undefined,
	});
}

function describeMessages(
	messages: readonly HubMessage[],
	sender: Sender,
	context: DecodeContext,
): DecodedMessage | null {
	const facts = messages.map((message) => TYPES[message.type]?.(message, sender, context));
	const first = facts[0];
	const message = messages[0];
	if (first === undefined || message === undefined || facts.includes(undefined)) return null;
	const kinds = (facts as Facts[]).map(({ kind }) => kind);
	return describe({
		decoder: 'signalr',
		value: messages.length === 1 ? message.value : messages.map(({ value }) => value),
		preview: message.error ?? (message.body === null ? '' : previewOf(message.body, [])),
		...first,
		error: messages.some(({ error }) => error !== null),
		kind: kinds.join(' + '),
	});
}

type Facts = Pick<DecodedMessage, 'kind' | 'role'> & { correlationId?: string | null };

/** Both sides call methods of the other, with ids of their own. */
function idOf({ invocationId }: HubMessage, caller: Sender): string | null {
	const id = idText(invocationId);
	return id === null ? null : `${caller === 'client' ? '' : 'server:'}${id}`;
}

const other = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');

function call(message: HubMessage, sender: Sender, { memory }: DecodeContext): Facts {
	const correlationId = idOf(message, sender);
	const target = message.target ?? '?';
	if (correlationId !== null) memory.set(`signalr:${correlationId}`, target);
	// A call without an id gets no result, but the other side may call back because of it.
	const role = correlationId === null ? null : 'request';
	return { kind: message.type === 4 ? `stream ${target}` : target, correlationId, role };
}

const answer =
	(word: string) =>
	(message: HubMessage, sender: Sender, { memory }: DecodeContext): Facts => {
		const correlationId = idOf(message, other(sender));
		const target = memory.get(`signalr:${correlationId}`);
		const kind = message.error === null ? word : 'error';
		return { kind: target === undefined ? kind : `${kind} ${target}`, correlationId, role: 'answer' };
	};

const notice = (kind: string) => (): Facts => ({ kind, role: 'notice' });

const TYPES: Readonly<Record<number, (message: HubMessage, sender: Sender, context: DecodeContext) => Facts>> = {
	1: call,
	2: answer('item'),
	3: answer('result'),
	4: call,
	5: notice('cancel'),
	6: notice('ping'),
	7: notice('close'),
	8: notice('ack'),
	9: notice('sequence'),
};
