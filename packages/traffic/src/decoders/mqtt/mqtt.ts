import type { DecodedMessage, JsonValue, Sender } from '../../model.ts';
import { hexPreview } from '../binary.ts';
import { describe } from '../describe.ts';
import { asObject, asString, member } from '../json-fields.ts';
import type { DecodeContext, PayloadDecoder, PendingBytes } from '../payload-decoder.ts';
import { previewOf } from '../preview.ts';
import { PacketError } from './byte-reader.ts';
import { type MqttPacket, readPacket } from './packet.ts';

const VERSION = 'mqtt:version';
/** More than this is no packet that is still coming. */
const MAX_PACKET_BYTES = 64 * 1024 * 1024;

/**
 * MQTT 3.1, 3.1.1 and 5. Packets and WebSocket messages need not begin and end together (MQTT 5.0, 6.0, and mqtt.js sends
 * each field on its own): a message that ends a packet is shown as that packet, those before it as its parts.
 */
export const mqtt: PayloadDecoder = {
	name: 'mqtt',
	label: 'MQTT',
	detect: ({ type }, { subprotocol }) => type === 'binary' && /^mqtt(v3\.1)?$/.test(subprotocol ?? ''),
	decode({ bytes, sender }, { pending, memory }) {
		const stream = pending[sender];
		stream.chunks.push(bytes);
		stream.bytes += bytes.byteLength;
		try {
			const packets = stream.bytes < stream.wantedBytes ? [] : takePackets(stream, memory);
			return packets.length === 0 ? part(bytes) : describePackets(packets, sender);
		} catch (error) {
			// What is no MQTT is shown as it is, and the next message may start afresh.
			keep(stream, new Uint8Array(0), 0);
			if (error instanceof PacketError) return null;
			throw error;
		}
	},
};

/** The packets that are whole; what follows them stays in the stream. */
function takePackets(stream: PendingBytes, memory: DecodeContext['memory']): MqttPacket[] {
	const bytes = join(stream);
	const packets: MqttPacket[] = [];
	let used = 0;
	for (;;) {
		const result = readPacket(bytes.subarray(used), Number(memory.get(VERSION) ?? 4));
		if (result.packet === null) {
			if (result.bytes > MAX_PACKET_BYTES) throw new PacketError('the packet is too long');
			keep(stream, bytes.slice(used), result.bytes);
			return packets;
		}
		packets.push(result.packet);
		used += result.bytes;
		if (result.packet.name === 'CONNECT') memory.set(VERSION, String(result.packet.value.version));
	}
}

function keep(stream: PendingBytes, rest: Uint8Array, wantedBytes: number): void {
	stream.chunks = rest.byteLength === 0 ? [] : [rest];
	stream.bytes = rest.byteLength;
	stream.wantedBytes = wantedBytes;
}

function join({ chunks, bytes }: PendingBytes): Uint8Array {
	if (chunks.length === 1) return chunks[0] as Uint8Array;
	const joined = new Uint8Array(bytes);
	let at = 0;
	for (const chunk of chunks) {
		joined.set(chunk, at);
		at += chunk.byteLength;
	}
	return joined;
}

function part(bytes: Uint8Array): DecodedMessage {
	const preview = hexPreview(bytes);
	return describe({ decoder: 'mqtt', kind: 'part of a packet', value: null, preview, shape: '', role: 'first-part' });
}

function describePackets(packets: readonly MqttPacket[], sender: Sender): DecodedMessage {
	const first = packets[0] as MqttPacket;
	const facts = PACKETS[first.name]?.(first, sender) ?? {};
	const others = packets.slice(1);
	const value: JsonValue = others.length === 0 ? first.value : packets.map((packet) => packet.value);
	const { code } = first.value;
	return describe({
		decoder: 'mqtt',
		kind: [kindOf(first), ...others.map(kindOf)].join(' + '),
		value,
		channel: first.name === 'PUBLISH' ? (first.topics[0] ?? null) : null,
		// MQTT 5.0, 2.4: reason codes from 0x80 on are failures; of a CONNACK of MQTT 3 any code but 0.
		error: typeof code === 'number' && (code >= 0x80 || (first.name === 'CONNACK' && code !== 0)),
		preview: previewOf(first.name === 'PUBLISH' ? (first.value.payload ?? null) : first.value, ['packet', 'packetId']),
		...facts,
	});
}

function kindOf({ name, topics }: MqttPacket): string {
	return topics.length === 0 ? name : `${name} ${topics.join(', ')}`;
}

type Facts = Pick<DecodedMessage, 'role'> & { correlationId?: string | null };

/** Both sides number what they publish. */
function idOf({ id }: MqttPacket, asker: Sender): string | null {
	return id === null ? null : `${asker === 'client' ? '' : 'server:'}${id}`;
}

const other = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');
const asks = (packet: MqttPacket, sender: Sender): Facts => ({ role: 'request', correlationId: idOf(packet, sender) });
const answers = (packet: MqttPacket, sender: Sender): Facts => ({
	role: 'answer',
	correlationId: idOf(packet, other(sender)),
});
const named = (role: DecodedMessage['role'], correlationId: string) => (): Facts => ({ role, correlationId });

/** A publication of the server answers nothing, but for MQTT 5 correlation data (4.10) that the client sent with its question. */
function publish(packet: MqttPacket, sender: Sender): Facts {
	const properties = asObject(packet.value.properties);
	const data = properties === null ? null : asString(member(properties, 'correlationData'));
	const correlationId = data === null ? idOf(packet, sender) : `data:${data}`;
	if (sender === 'server') return { role: 'notice', correlationId };
	return { role: correlationId === null ? null : 'request', correlationId };
}

const PACKETS: Readonly<Record<string, (packet: MqttPacket, sender: Sender) => Facts>> = {
	CONNECT: named('request', 'CONNECT'),
	CONNACK: named('answer', 'CONNECT'),
	PUBLISH: publish,
	PUBACK: answers,
	PUBREC: answers,
	PUBREL: asks,
	PUBCOMP: answers,
	SUBSCRIBE: asks,
	SUBACK: answers,
	UNSUBSCRIBE: asks,
	UNSUBACK: answers,
	PINGREQ: named('request', 'PINGREQ'),
	PINGRESP: named('answer', 'PINGREQ'),
	DISCONNECT: () => ({ role: 'notice' }),
	AUTH: named('request', 'CONNECT'),
};
