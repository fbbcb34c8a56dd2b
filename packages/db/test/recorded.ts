import type { ConnectionOpened, Frame, Handshake, Sender } from '@refrain/traffic';
import { newId } from '../src/index.ts';

export const OPENED_US = 1_760_000_000_000_000;

export function opened(facts: Partial<ConnectionOpened> = {}): ConnectionOpened {
	return {
		id: newId(),
		recordingId: newId(),
		kind: 'websocket',
		openedAtUs: OPENED_US,
		clientAddress: '127.0.0.1:50000',
		serverAddress: '127.0.0.1:8080',
		tls: false,
		...facts,
	};
}

export function handshake(facts: Partial<Handshake> = {}): Handshake {
	return {
		request: { method: 'GET', target: '/ws?x=1', version: '1.1', headers: [['Host', 'api.example:8080']] },
		requestAtUs: OPENED_US,
		response: { status: 101, reason: 'Switching Protocols', version: '1.1', headers: [] },
		responseAtUs: OPENED_US + 500,
		responseBody: new Uint8Array(),
		accepted: true,
		subprotocol: null,
		extensions: null,
		...facts,
	};
}

/** A frame as the wire would have it, 1 ms after the one before. */
export function frame(seq: number, sender: Sender, payload: string | Uint8Array, facts: Partial<Frame> = {}): Frame {
	const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
	const { wirePayloadBytes = bytes.byteLength } = facts;
	const header = (wirePayloadBytes < 126 ? 2 : wirePayloadBytes < 65536 ? 4 : 10) + (sender === 'client' ? 4 : 0);
	return {
		seq,
		sender,
		opcode: typeof payload === 'string' ? 1 : 2,
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: sender === 'client' ? 0x01020304 + seq : null,
		atUs: OPENED_US + 1000 * (seq + 1),
		wirePayloadBytes,
		wireBytes: header + wirePayloadBytes,
		compressed: false,
		payload: bytes,
		inflateFailed: false,
		...facts,
	};
}

/** Plain objects and byte arrays, so that a Buffer equals a Uint8Array with the same bytes. */
export function plain(frame: Frame): Frame {
	return { ...frame, payload: new Uint8Array(frame.payload) };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
	const list: Item[] = [];
	for await (const item of items) list.push(item);
	return list;
}
