import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '@refrain/traffic';

/** An Engine.IO packet: a text with its type in front, or binary data. */
export interface EnginePacket {
	readonly type: 'text' | 'binary';
	readonly payload: Uint8Array;
}

/** Engine.IO protocol 4, "HTTP long-polling": packets of one body are divided by the record separator. */
const SEPARATOR = '\x1e';

/** The packets of a polling body; null when it is none. */
export function readPayload(body: Uint8Array): EnginePacket[] | null {
	const text = decodeUtf8(body);
	if (text === null) return null;
	const packets: EnginePacket[] = [];
	for (const part of text.split(SEPARATOR)) {
		const binary = part.startsWith('b') ? decodeBase64(part.slice(1)) : null;
		if (binary !== null) packets.push({ type: 'binary', payload: binary });
		else if (/^[0-6]/.test(part)) packets.push({ type: 'text', payload: encodeUtf8(part) });
		else return null;
	}
	return packets;
}

export function writePayload(packets: readonly EnginePacket[]): string {
	return packets
		.map(({ type, payload }) => (type === 'binary' ? `b${encodeBase64(payload)}` : (decodeUtf8(payload) ?? '')))
		.join(SEPARATOR);
}

/** Query of an Engine.IO request; null for other requests and for protocol 3, whose bodies are written in another way. */
export interface EngineQuery {
	readonly transport: string;
	/** Null before the session is open. */
	readonly sid: string | null;
}

export function readEngineQuery(target: string): EngineQuery | null {
	const query = new URL(target, 'http://mock').searchParams;
	const transport = query.get('transport');
	if (query.get('EIO') !== '4' || transport === null) return null;
	return { transport, sid: query.get('sid') };
}

/** The session id that an open packet, `0{"sid":"..."}`, gives out. */
export function sidOf(packet: EnginePacket): string | null {
	const text = packet.type === 'text' ? decodeUtf8(packet.payload) : null;
	if (text === null || !text.startsWith('0{')) return null;
	try {
		const { sid } = JSON.parse(text.slice(1)) as { sid?: unknown };
		return typeof sid === 'string' ? sid : null;
	} catch {
		return null;
	}
}
