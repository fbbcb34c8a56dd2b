import { parseJson } from '../json/parse-json.ts';
import type { DecodedMessage, JsonValue, Sender } from '../model.ts';
import { hexPreview } from './binary.ts';
import { describe } from './describe.ts';
import { asArray, asString } from './json-fields.ts';
import type { Payload } from './payload.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { oneLine, previewOf } from './preview.ts';

/** Engine.IO and Socket.IO, protocol 4/5 and the older 3/4 (socket.io/docs/v4/engine-io-protocol). */
export const socketIo: PayloadDecoder = {
	name: 'socket.io',
	label: 'Socket.IO',
	// The path may be any; the version of the protocol stands in the query of every handshake.
	detect: ({ type }, { path }) => /[?&]EIO=[34](&|$)/.test(path) && (type === 'text' || type === 'binary'),
	decode(payload, context) {
		if (payload.type === 'binary') return attachment(payload, context);
		return payload.text === null ? null : enginePacket(payload.text, payload.sender, context);
	},
};

const ENGINE_KINDS: Readonly<Record<string, string>> = {
	0: 'open',
	1: 'close',
	2: 'ping',
	3: 'pong',
	5: 'upgrade',
	6: 'noop',
};

function enginePacket(text: string, sender: Sender, context: DecodeContext): DecodedMessage | null {
	const type = text.charAt(0);
	const rest = text.slice(1);
	if (type === '4') return socketPacket(rest, sender, context);
	const kind = ENGINE_KINDS[type];
	if (kind === undefined) return null;
	const parsed = rest === '' ? null : parseJson(rest);
	const isProbe = rest === 'probe';
	return describe({
		decoder: 'socket.io',
		kind: isProbe ? `${kind} probe` : kind,
		value: parsed?.ok ? parsed.value : rest === '' ? null : rest,
		preview: rest === '' || isProbe ? '' : undefined,
		// The upgrade from polling starts with a ping of the client that the server answers.
		correlationId: isProbe ? 'probe' : null,
		role: isProbe ? (sender === 'client' ? 'request' : 'answer') : 'notice',
	});
}

interface SocketPacket {
	type: string;
	attachments: number;
	namespace: string;
	ackId: string | null;
	data: JsonValue | undefined;
	flags: readonly string[];
}

const PACKET = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*),?)?(\d+)?/;

function readSocketPacket(text: string): SocketPacket | null {
	const head = PACKET.exec(text);
	if (head === null) return null;
	const [whole, type = '', attachments = '0', namespace = '/', ackId = null] = head;
	const rest = text.slice(whole.length);
	const parsed = rest === '' ? null : parseJson(rest);
	if (parsed !== null && !parsed.ok) return null;
	const facts = { type, attachments: Number(attachments), namespace, ackId };
	return { ...facts, data: parsed?.value, flags: parsed?.flags ?? [] };
}

function socketPacket(text: string, sender: Sender, context: DecodeContext): DecodedMessage | null {
	const packet = readSocketPacket(text);
	if (packet === null) return null;
	const facts = PACKETS[packet.type]?.(packet, sender, context);
	if (facts === undefined) return null;
	if (packet.attachments > 0) {
		context.memory.set(`socket.io:attachments:${sender}`, String(packet.attachments));
		context.memory.set(`socket.io:attached-to:${sender}`, JSON.stringify([facts.kind, packet.namespace]));
	}
	const value = packet.data ?? null;
	const { data, namespace, flags } = packet;
	return describe({
		decoder: 'socket.io',
		value,
		channel: namespace,
		flags,
		preview: data === undefined ? '' : previewData(packet),
		...facts,
	});
}

/** Of an event without its name, which the kind tells. */
function previewData({ type, data }: SocketPacket): string | undefined {
	const args = isEvent(type) ? asArray(data) : null;
	return args === null
		? undefined
		: oneLine(
				args
					.slice(1)
					.map((argument) => previewOf(argument, []))
					.join(', '),
			);
}

const isEvent = (type: string) => type === '2' || type === '5';

interface PacketFacts {
	kind: string;
	correlationId?: string | null;
	role?: DecodedMessage['role'];
	error?: boolean;
}

/** Both sides number the acknowledgements that they ask for. */
function ackCorrelation({ namespace, ackId }: SocketPacket, asker: Sender): string | null {
	return ackId === null ? null : `${asker === 'client' ? '' : 'server:'}${namespace}#${ackId}`;
}

function event(packet: SocketPacket, sender: Sender, { memory }: DecodeContext): PacketFacts {
	const name = asString(asArray(packet.data)?.[0]) ?? '?';
	const correlationId = ackCorrelation(packet, sender);
	if (correlationId !== null) memory.set(`socket.io:${correlationId}`, name);
	return { kind: `event ${name}`, correlationId, role: correlationId === null ? null : 'request' };
}

function acknowledgement(packet: SocketPacket, sender: Sender, { memory }: DecodeContext): PacketFacts {
	const correlationId = ackCorrelation(packet, sender === 'client' ? 'server' : 'client');
	const name = memory.get(`socket.io:${correlationId}`);
	return { kind: name === undefined ? 'ack' : `ack ${name}`, correlationId, role: 'answer' };
}

/** The client asks to enter a namespace, the server lets it in or not. */
function connect({ namespace, type }: SocketPacket, sender: Sender): PacketFacts {
	const isError = type === '4';
	return {
		kind: `${isError ? 'connect_error' : 'connect'}${namespace === '/' ? '' : ` ${namespace}`}`,
		correlationId: `connect ${namespace}`,
		role: sender === 'client' ? 'request' : 'answer',
		error: isError,
	};
}

const PACKETS: Readonly<Record<string, (packet: SocketPacket, sender: Sender, context: DecodeContext) => PacketFacts>> =
	{
		0: connect,
		1: () => ({ kind: 'disconnect', role: 'notice' }),
		2: event,
		3: acknowledgement,
		4: connect,
		5: event,
		6: acknowledgement,
	};

/** The binary messages behind a packet with attachments belong to it. */
function attachment({ sender, bytes }: Payload, { memory }: DecodeContext): DecodedMessage | null {
	const left = Number(memory.get(`socket.io:attachments:${sender}`) ?? 0);
	if (left === 0) return null;
	memory.set(`socket.io:attachments:${sender}`, String(left - 1));
	const [kind, namespace] = JSON.parse(memory.get(`socket.io:attached-to:${sender}`) ?? '["",""]') as [string, string];
	return describe({
		decoder: 'socket.io',
		kind: `attachment of ${kind}`,
		value: null,
		channel: namespace,
		preview: hexPreview(bytes),
		shape: '',
		role: 'further-part',
	});
}
