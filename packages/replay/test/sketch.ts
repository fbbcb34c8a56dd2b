import { secWebSocketAccept } from '@refrain/protocol';
import { encodeUtf8, type Frame, type RecordedConnection, type Sender, type Snapshot } from '@refrain/traffic';

/** One frame of a recorded connection. Text unless it says otherwise. */
export interface Sketch {
	from: Sender;
	atMs: number;
	text?: string;
	bytes?: Uint8Array;
	opcode?: number;
	fin?: boolean;
	compressed?: boolean;
}

const START_US = 1_700_000_000_000_000;
const NO_BYTES = new Uint8Array(0);

export function closeFrame(from: Sender, atMs: number, code: number): Sketch {
	return { from, atMs, opcode: 8, bytes: Uint8Array.of(code >> 8, code & 255) };
}

/** A WebSocket connection as capture would have recorded it; times count from the answered handshake. */
export function sketch(
	frames: readonly Sketch[],
	facts: Partial<RecordedConnection['connection']> = {},
): RecordedConnection {
	const first = frames.find(({ opcode }) => opcode === 8);
	const code =
		first?.bytes && first.bytes.length > 1 ? ((first.bytes[0] as number) << 8) | (first.bytes[1] as number) : null;
	return {
		connection: {
			id: 'recorded',
			recordingId: 'recording',
			kind: 'websocket',
			openedAtUs: START_US - 1000,
			clientAddress: null,
			serverAddress: null,
			tls: false,
			closedAtUs: first ? START_US + first.atMs * 1000 : null,
			host: 'recorded.example:9000',
			path: '/ws?room=1',
			handshake: {
				request: {
					method: 'GET',
					target: '/ws?room=1',
					version: '1.1',
					headers: [
						['Host', 'recorded.example:9000'],
						['Cookie', 'sid=1'],
						['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
						['Sec-WebSocket-Protocol', 'v2, v1'],
						['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
					],
				},
				requestAtUs: START_US - 500,
				response: {
					status: 101,
					reason: 'Switching Protocols',
					version: '1.1',
					headers: [
						['Upgrade', 'websocket'],
						['Connection', 'Upgrade'],
						['Sec-WebSocket-Accept', secWebSocketAccept('AAAAAAAAAAAAAAAAAAAAAA==')],
					],
				},
				responseAtUs: START_US,
				responseBody: NO_BYTES,
				accepted: true,
				subprotocol: null,
				extensions: null,
			},
			close: first ? { code, reason: '', by: first.from, frame: true, tcp: 'fin' } : null,
			violations: [],
			droppedFrames: 0,
			session: { key: 'test', label: 'test', rule: 'client-address' },
			...facts,
		},
		frames: frames.map(toFrame),
		http: [],
	};
}

export function snapshotOf(...connections: RecordedConnection[]): Snapshot {
	return { id: 'snapshot', name: 'test', createdAtUs: START_US, connections };
}

function toFrame({ from, atMs, text = '', bytes, opcode, fin = true, compressed = false }: Sketch, seq: number): Frame {
	const payload = bytes ?? encodeUtf8(text);
	return {
		seq,
		sender: from,
		opcode: opcode ?? (bytes ? 2 : 1),
		fin,
		rsv1: compressed && opcode !== 0,
		rsv2: false,
		rsv3: false,
		maskingKey: from === 'client' ? 7 : null,
		atUs: START_US + atMs * 1000,
		wirePayloadBytes: payload.length,
		wireBytes: payload.length + 2,
		compressed,
		payload,
		inflateFailed: false,
	};
}
