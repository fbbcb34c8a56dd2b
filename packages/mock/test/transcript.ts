import type { Headers } from '@refrain/protocol';
import type { Frame, RecordedConnection, Sender, Snapshot } from '@refrain/traffic';

/** Who sent what, and how many milliseconds after the handshake. Objects are sent as JSON. */
export type Line = readonly [
	sender: Sender,
	atMs: number,
	message: unknown,
	type?: 'text' | 'binary' | 'ping' | 'pong' | 'close',
];

export interface ConnectionSketch {
	target?: string;
	subprotocol?: string;
	requestHeaders?: Headers;
	responseHeaders?: Headers;
	status?: number;
	responseBody?: string;
	/** 'server' also when it ended without a close frame. */
	closedBy?: 'client' | 'server' | 'none';
}

/** 2026-01-01T00:00:00Z */
export const EPOCH_US = 1_767_225_600_000_000;

const OPCODES = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export function connection(lines: readonly Line[], sketch: ConnectionSketch = {}): RecordedConnection {
	const { target = '/ws', subprotocol = null, status = 101, closedBy = 'none' } = sketch;
	const frames = lines.map((line, seq) => toFrame(line, seq));
	const lastUs = frames.at(-1)?.atUs ?? EPOCH_US;
	const closeFrame = frames.find(({ opcode }) => opcode === 8);
	const code = closeFrame === undefined ? null : new DataView(closeFrame.payload.slice().buffer).getUint16(0);
	const request = { method: 'GET', target, version: '1.1', headers: sketch.requestHeaders ?? [] };
	const response = { status, reason: 'Whatever', version: '1.1', headers: sketch.responseHeaders ?? [] };
	return {
		connection: {
			id: crypto.randomUUID(),
			recordingId: crypto.randomUUID(),
			kind: 'websocket',
			openedAtUs: EPOCH_US,
			clientAddress: null,
			serverAddress: null,
			tls: false,
			closedAtUs: lastUs,
			host: 'service.test',
			path: target,
			handshake: {
				request,
				requestAtUs: EPOCH_US,
				response,
				responseAtUs: EPOCH_US,
				responseBody: new TextEncoder().encode(sketch.responseBody ?? ''),
				accepted: status === 101,
				subprotocol,
				extensions: null,
			},
			close: {
				code,
				reason: '',
				by: closedBy,
				frame: closeFrame !== undefined,
				tcp: closedBy === 'none' ? 'open' : 'fin',
			},
			violations: [],
			droppedFrames: 0,
			session: { key: 'a', label: 'a', rule: 'client-address' },
		},
		frames,
		http: [],
	};
}

export function snapshot(...connections: readonly RecordedConnection[]): Snapshot {
	return { id: crypto.randomUUID(), name: 'sketch', createdAtUs: EPOCH_US, connections };
}

export function bytesOf(message: unknown): Uint8Array {
	if (message instanceof Uint8Array) return message;
	return new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message));
}

function toFrame([sender, atMs, message, type]: Line, seq: number): Frame {
	const payload = bytesOf(message);
	const kind = type ?? (message instanceof Uint8Array ? 'binary' : 'text');
	return {
		seq,
		sender,
		opcode: OPCODES[kind],
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: null,
		atUs: EPOCH_US + atMs * 1000,
		wirePayloadBytes: payload.length,
		wireBytes: payload.length + 2,
		compressed: false,
		payload,
		inflateFailed: false,
	};
}
