import { DEFAULT_TEST_CONFIG, evaluate, type ReplayOutcome } from '@refrain/assertions';
import { type Database, newId } from '@refrain/db';
import type { Frame, Handshake, Sender } from '@refrain/traffic';

/** What is only in payloads: it must not leave where payloads are not shared. */
export const SECRET = 'Sesame-42';

const OPENED_US = 1_790_000_000_000_000;

type Line = readonly [sender: Sender, value: unknown];

const RECORDED: readonly Line[] = [
	['client', { type: 'order', id: 1 }],
	['server', { type: 'ordered', total: 10, at: '2026-11-24T09:00:00.000Z', note: SECRET }],
	['client', { type: 'order', id: 2 }],
	['server', { type: 'ordered', total: 20, at: '2026-11-24T09:00:01.000Z', note: SECRET }],
	['client', { type: 'order', id: 3 }],
	['server', { type: 'ordered', total: 30, at: '2026-11-24T09:00:02.000Z', note: SECRET }],
];

/** The clock moved on, and one total is wrong. */
const OBSERVED: readonly Line[] = [
	['client', { type: 'order', id: 1 }],
	['server', { type: 'ordered', total: 10, at: '2026-11-25T09:00:00.000Z', note: SECRET }],
	['client', { type: 'order', id: 2 }],
	['server', { type: 'ordered', total: 21, at: '2026-11-25T09:00:01.000Z', note: SECRET }],
	['client', { type: 'order', id: 3 }],
	['server', { type: 'ordered', total: 30, at: '2026-11-25T09:00:02.000Z', note: SECRET }],
];

/** A snapshot, a replay of it that is over, and its first evaluation: all three answers have another time, one another total. */
export async function replayed(db: Database): Promise<{ number: number; snapshotId: string; replayId: string }> {
	const expectedId = await record(db, 'capture', RECORDED);
	const { id: snapshotId } = await db.snapshots.create({ name: 'orders', connections: [{ connectionId: expectedId }] });
	const target = `ws://user:pw@127.0.0.1:9/ws?token=${SECRET}`;
	const { id: replayId, number } = await db.replays.create({ snapshotId, target });
	const observedId = await record(db, 'replay', OBSERVED);
	const outcome: ReplayOutcome = {
		state: 'finished',
		error: null,
		startedAtUs: OPENED_US,
		endedAtUs: OPENED_US + 1_000_000,
		connections: [{ expectedId, observedId, state: 'closed', error: null, waitedInVain: [] }],
	};
	const { sessionId, stat, endedBecause, ...connection } = await db.connections.get(observedId);
	const frames: Frame[] = [];
	for await (const frame of db.frames.load(observedId)) frames.push(frame);
	const observed = { outcome, connections: [{ connection, frames, http: [] }] };
	const report = evaluate(await db.snapshots.load(snapshotId), observed, DEFAULT_TEST_CONFIG);
	await db.replays.setState(replayId, { state: 'running' });
	await db.evaluations.add(replayId, { config: DEFAULT_TEST_CONFIG, report });
	await db.replays.setState(replayId, { state: 'done', outcome });
	return { number, snapshotId, replayId };
}

async function record(db: Database, purpose: 'capture' | 'replay', lines: readonly Line[]): Promise<string> {
	const { id: recordingId } = await db.recordings.create({ name: 'r', source: 'test', purpose });
	const id = newId();
	await using writer = db.writer(recordingId);
	const addresses = { clientAddress: '127.0.0.1:50000', serverAddress: '127.0.0.1:9' };
	writer.open({ id, recordingId, kind: 'websocket', openedAtUs: OPENED_US, tls: false, ...addresses });
	writer.handshake(id, handshake());
	for (const [seq, [sender, value]] of lines.entries()) writer.frame(id, frame(seq, sender, JSON.stringify(value)));
	const close = { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' } as const;
	writer.close(id, close, OPENED_US + 1_000_000);
	await writer.flush();
	return id;
}

function handshake(): Handshake {
	return {
		request: { method: 'GET', target: `/ws?token=${SECRET}`, version: '1.1', headers: [['Host', 'api.example']] },
		requestAtUs: OPENED_US,
		response: { status: 101, reason: 'Switching Protocols', version: '1.1', headers: [] },
		responseAtUs: OPENED_US + 500,
		responseBody: new Uint8Array(),
		accepted: true,
		subprotocol: null,
		extensions: null,
	};
}

function frame(seq: number, sender: Sender, text: string): Frame {
	const payload = new TextEncoder().encode(text);
	return {
		seq,
		sender,
		opcode: 1,
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: sender === 'client' ? 7 : null,
		atUs: OPENED_US + 10_000 * (seq + 1),
		wirePayloadBytes: payload.length,
		wireBytes: payload.length + (sender === 'client' ? 6 : 2),
		compressed: false,
		payload,
		inflateFailed: false,
	};
}
