import { type Database, newId } from '@refrain/db';
import type { Frame, Sender } from '@refrain/traffic';

export const OPENED_US = 1_790_000_000_000_000;
/** Between two frames. */
export const STEP_US = 10_000;

type Line = readonly [sender: Sender, text: string, opcode?: number];

/** Opcodes of RFC 6455 5.2. */
const PING = 9;

/**
 * A recording as capture leaves it: one WebSocket whose client asks five times, with a tick after each answer and one
 * ping, and one HTTP connection of the same actor.
 */
export async function recorded(db: Database): Promise<{ recordingId: string; socketId: string; httpId: string }> {
	const lines: Line[] = [['server', '{"type":"welcome"}']];
	for (let id = 1; id <= 5; id++) {
		lines.push(['client', JSON.stringify({ type: 'order', id })]);
		lines.push(['server', JSON.stringify({ type: 'ordered', id, note: id === 3 ? 'Insufficient stock' : 'fine' })]);
		lines.push(['server', JSON.stringify({ type: 'tick', at: id })]);
	}
	lines.push(['client', 'hello', PING]);
	const { id: recordingId } = await db.recordings.create({ name: 'orders', source: 'record ws://127.0.0.1:9' });
	await using writer = db.writer(recordingId);
	const socketId = openSocket(writer, recordingId, lines);
	const httpId = openHttp(writer, recordingId);
	await writer.flush();
	await db.recordings.end(recordingId);
	return { recordingId, socketId, httpId };
}

type Writer = ReturnType<Database['writer']>;
const ADDRESSES = { clientAddress: '127.0.0.1:50000', serverAddress: '127.0.0.1:9', tls: false };
const HEADERS = [
	['Host', 'api.example'],
	['Cookie', 'sid=7'],
] as const;

function openSocket(writer: Writer, recordingId: string, lines: readonly Line[]): string {
	const id = newId();
	writer.open({ id, recordingId, kind: 'websocket', openedAtUs: OPENED_US, ...ADDRESSES });
	writer.handshake(id, {
		request: { method: 'GET', target: '/ws', version: '1.1', headers: HEADERS },
		requestAtUs: OPENED_US,
		response: { status: 101, reason: 'Switching Protocols', version: '1.1', headers: [] },
		responseAtUs: OPENED_US + 500,
		responseBody: new Uint8Array(),
		accepted: true,
		subprotocol: null,
		extensions: null,
	});
	for (const [seq, line] of lines.entries()) writer.frame(id, frame(seq, line));
	writer.close(id, { code: 1000, reason: 'done', by: 'client', frame: true, tcp: 'fin' }, OPENED_US + 1_000_000);
	return id;
}

function openHttp(writer: Writer, recordingId: string): string {
	const id = newId();
	writer.open({ id, recordingId, kind: 'http', openedAtUs: OPENED_US, ...ADDRESSES });
	const body = new TextEncoder().encode('{"ok":true}');
	writer.http(id, {
		n: 0,
		request: { method: 'GET', target: '/health', version: '1.1', headers: HEADERS },
		requestBody: new Uint8Array(),
		requestAtUs: OPENED_US,
		response: { status: 200, reason: 'OK', version: '1.1', headers: [] },
		responseBody: body,
		responseAtUs: OPENED_US + 2_000,
		endedAtUs: OPENED_US + 3_000,
		truncated: false,
		requestBodyBytes: 0,
		responseBodyBytes: body.length,
	});
	writer.close(id, { code: null, reason: '', by: 'client', frame: false, tcp: 'fin' }, OPENED_US + 5_000);
	return id;
}

function frame(seq: number, [sender, text, opcode = 1]: Line): Frame {
	const payload = new TextEncoder().encode(text);
	return {
		seq,
		sender,
		opcode,
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: sender === 'client' ? 7 : null,
		atUs: OPENED_US + STEP_US * (seq + 1),
		wirePayloadBytes: payload.length,
		wireBytes: payload.length + (sender === 'client' ? 6 : 2),
		compressed: false,
		payload,
		inflateFailed: false,
	};
}
