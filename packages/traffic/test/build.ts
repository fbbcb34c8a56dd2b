import {
	type Connection,
	encodeUtf8,
	type Frame,
	type Handshake,
	type RecordedConnection,
	type Sender,
} from '../src/index.ts';

export const OPENED_AT_US = 1_700_000_000_000_000;

/** A text frame that came at once; every field can be said otherwise. */
export function frame(seq: number, sender: Sender, payload: string | Uint8Array, rest: Partial<Frame> = {}): Frame {
	const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
	return {
		seq,
		sender,
		opcode: typeof payload === 'string' ? 1 : 2,
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: sender === 'client' ? 0x01020304 : null,
		atUs: OPENED_AT_US + seq * 1000,
		wirePayloadBytes: bytes.byteLength,
		wireBytes: bytes.byteLength + (sender === 'client' ? 6 : 2),
		compressed: false,
		payload: bytes,
		inflateFailed: false,
		...rest,
	};
}

/** What was said, in order: '> text' by the client, '< text' by the server, one millisecond apart unless times are given. */
export function conversation(lines: readonly string[], offsetsMs: readonly number[] = []): Frame[] {
	return lines.map((line, seq) =>
		frame(seq, line.startsWith('>') ? 'client' : 'server', line.slice(2), {
			atUs: OPENED_AT_US + (offsetsMs[seq] ?? seq) * 1000,
		}),
	);
}

export function handshake(rest: Partial<Handshake> = {}): Handshake {
	return {
		request: { method: 'GET', target: '/ws', version: '1.1', headers: [['Host', 'example.test']] },
		requestAtUs: OPENED_AT_US,
		response: { status: 101, reason: 'Switching Protocols', version: '1.1', headers: [] },
		responseAtUs: OPENED_AT_US + 10,
		responseBody: new Uint8Array(0),
		accepted: true,
		subprotocol: null,
		extensions: null,
		...rest,
	};
}

export function recorded(frames: readonly Frame[], rest: Partial<Connection> = {}): RecordedConnection {
	const connection: Connection = {
		id: '0190aa00-0000-7000-8000-000000000001',
		recordingId: '0190aa00-0000-7000-8000-000000000000',
		kind: 'websocket',
		openedAtUs: OPENED_AT_US,
		clientAddress: '127.0.0.1:50000',
		serverAddress: '127.0.0.1:9000',
		tls: false,
		closedAtUs: OPENED_AT_US + 60_000_000,
		host: 'example.test',
		path: '/ws',
		handshake: handshake(),
		close: { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' },
		violations: [],
		droppedFrames: 0,
		session: { key: 'client-address:127.0.0.1', label: '127.0.0.1', rule: 'client-address' },
		...rest,
	};
	return { connection, frames, http: [] };
}
