import { encodeBase64 } from '../../base64.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { JsonValue } from '../../model.ts';
import { decodeUtf8 } from '../../utf8.ts';
import { ByteReader, PacketError } from './byte-reader.ts';
import { readProperties } from './properties.ts';

/** A control packet of MQTT 3.1, 3.1.1 or 5. */
export interface MqttPacket {
	/** 'PUBLISH' */
	readonly name: string;
	/** Everything that it says, by name. */
	readonly value: { readonly [field: string]: JsonValue };
	readonly id: number | null;
	/** Of a PUBLISH; all topics of a SUBSCRIBE or UNSUBSCRIBE. */
	readonly topics: readonly string[];
}

/** The packet in front of a stream's bytes; null while it is not whole. `bytes` is how long it is, as far as that is known. */
export interface PacketResult {
	packet: MqttPacket | null;
	bytes: number;
}

const NAMES = [
	'',
	'CONNECT',
	'CONNACK',
	'PUBLISH',
	'PUBACK',
	'PUBREC',
	'PUBREL',
	'PUBCOMP',
	'SUBSCRIBE',
	'SUBACK',
	'UNSUBSCRIBE',
	'UNSUBACK',
	'PINGREQ',
	'PINGRESP',
	'DISCONNECT',
	'AUTH',
];

/** @throws PacketError when the bytes are no MQTT */
export function readPacket(bytes: Uint8Array, version: number): PacketResult {
	const head = bytes[0];
	const length = remainingLength(bytes);
	if (head === undefined || length === null) return { packet: null, bytes: bytes.byteLength + 1 };
	const end = length.at + length.value;
	if (bytes.byteLength < end) return { packet: null, bytes: end };
	const name = NAMES[head >> 4];
	const read = name === undefined ? undefined : READERS[name];
	if (name === undefined || read === undefined) throw new PacketError('a packet type is unknown');
	const facts = read({ reader: new ByteReader(bytes.subarray(length.at, end)), flags: head & 0x0f, version });
	const { topics = [], ...fields } = facts;
	const id = typeof fields.packetId === 'number' ? fields.packetId : null;
	return { packet: { name, value: { packet: name, ...fields } as MqttPacket['value'], id, topics }, bytes: end };
}

/** MQTT 5.0, 2.1.4; null while it is not whole. */
function remainingLength(bytes: Uint8Array): { value: number; at: number } | null {
	let value = 0;
	for (let at = 1; at <= 4; at++) {
		const byte = bytes[at];
		if (byte === undefined) return null;
		value += (byte & 0x7f) * 128 ** (at - 1);
		if (byte < 0x80) return { value, at: at + 1 };
	}
	throw new PacketError('the length has more than four bytes');
}

interface Source {
	reader: ByteReader;
	flags: number;
	version: number;
}

type Facts = { topics?: readonly string[] } & { [field: string]: JsonValue };

function properties({ reader, version }: Source): Record<string, JsonValue> {
	if (version < 5 || reader.done) return {};
	const found = readProperties(reader, (bytes) => new ByteReader(bytes));
	return Object.keys(found).length === 0 ? {} : { properties: found };
}

function connect(source: Source): Facts {
	const { reader } = source;
	const protocol = reader.text();
	const version = reader.byte();
	const flags = reader.byte();
	const facts = { protocol, version, cleanSession: (flags & 2) !== 0, keepAliveSeconds: reader.uint16() };
	const own = properties({ ...source, version });
	const clientId = reader.text();
	const will = (flags & 4) === 0 ? {} : { will: readWill({ ...source, version }, flags) };
	const user = (flags & 0x80) === 0 ? {} : { username: reader.text() };
	const password = (flags & 0x40) === 0 ? {} : { password: readPayload(reader.binary()) };
	return { ...facts, ...own, clientId, ...will, ...user, ...password } as Facts;
}

function readWill(source: Source, flags: number): JsonValue {
	const own = properties(source);
	const topic = source.reader.text();
	return {
		topic,
		payload: readPayload(source.reader.binary()),
		qos: (flags >> 3) & 3,
		retain: (flags & 0x20) !== 0,
		...own,
	};
}

function connack(source: Source): Facts {
	const { reader } = source;
	return { sessionPresent: (reader.byte() & 1) !== 0, code: reader.byte(), ...properties(source) };
}

function publish(source: Source): Facts {
	const { reader, flags } = source;
	const topic = reader.text();
	const qos = (flags >> 1) & 3;
	const packetId = qos === 0 ? {} : { packetId: reader.uint16() };
	const head = { topic, qos, retain: (flags & 1) !== 0, dup: (flags & 8) !== 0, ...packetId, ...properties(source) };
	return { ...head, payload: readPayload(reader.rest()), topics: [topic] } as Facts;
}

/** PUBACK, PUBREC, PUBREL, PUBCOMP: in MQTT 5 a reason may follow. */
function acknowledgement(source: Source): Facts {
	const { reader } = source;
	const packetId = reader.uint16();
	return { packetId, ...(reader.done ? {} : { code: reader.byte() }), ...properties(source) };
}

function subscribe(source: Source): Facts {
	const { reader } = source;
	const head = { packetId: reader.uint16(), ...properties(source) };
	const subscriptions: { topic: string; qos: number }[] = [];
	while (!reader.done) subscriptions.push({ topic: reader.text(), qos: reader.byte() & 3 });
	return { ...head, subscriptions, topics: subscriptions.map(({ topic }) => topic) } as Facts;
}

function unsubscribe(source: Source): Facts {
	const { reader } = source;
	const head = { packetId: reader.uint16(), ...properties(source) };
	const topics: string[] = [];
	while (!reader.done) topics.push(reader.text());
	return { ...head, unsubscriptions: topics, topics } as Facts;
}

/** SUBACK and UNSUBACK: one code for each topic that was asked for. */
function grants(source: Source): Facts {
	const { reader } = source;
	const head = { packetId: reader.uint16(), ...properties(source) };
	return { ...head, codes: [...reader.rest()] };
}

function disconnect(source: Source): Facts {
	const { reader } = source;
	return { ...(reader.done ? {} : { code: reader.byte() }), ...properties(source) };
}

const READERS: Readonly<Record<string, (source: Source) => Facts>> = {
	CONNECT: connect,
	CONNACK: connack,
	PUBLISH: publish,
	PUBACK: acknowledgement,
	PUBREC: acknowledgement,
	PUBREL: acknowledgement,
	PUBCOMP: acknowledgement,
	SUBSCRIBE: subscribe,
	SUBACK: grants,
	UNSUBSCRIBE: unsubscribe,
	UNSUBACK: grants,
	PINGREQ: () => ({}),
	PINGRESP: () => ({}),
	DISCONNECT: disconnect,
	AUTH: disconnect,
};

/** JSON or text; base64 where it is not UTF-8. */
function readPayload(bytes: Uint8Array): JsonValue {
	const text = decodeUtf8(bytes);
	if (text === null) return encodeBase64(bytes);
	const parsed = /^\s*[{[]/.test(text) ? parseJson(text) : null;
	return parsed?.ok ? parsed.value : text;
}
