import type { Database } from '@refrain/db';
import { newId, nowUs } from '@refrain/db';
import type { Frame, Snapshot } from '@refrain/traffic';

const OPENED_US = 1_760_000_000_000_000;

/** A client that says hello once, and a service that answers after a while: as stored as an import. */
export async function helloSnapshot(db: Database, { messages = 1, gapMs = 10 } = {}): Promise<string> {
	const frames = Array.from({ length: 2 * messages }, (_, seq): Frame => {
		const sender = seq % 2 === 0 ? 'client' : 'server';
		const payload = Buffer.from(JSON.stringify(sender === 'client' ? { type: 'hello', seq } : { type: 'echo', seq }));
		return {
			seq,
			sender,
			opcode: 1,
			fin: true,
			rsv1: false,
			rsv2: false,
			rsv3: false,
			maskingKey: sender === 'client' ? 1 : null,
			atUs: OPENED_US + (seq + 1) * gapMs * 1000,
			wirePayloadBytes: payload.byteLength,
			wireBytes: payload.byteLength + (sender === 'client' ? 6 : 2),
			compressed: false,
			payload,
			inflateFailed: false,
		};
	});
	const snapshot: Snapshot = {
		id: newId(),
		name: 'hello',
		createdAtUs: nowUs(),
		connections: [
			{
				frames,
				http: [],
				connection: {
					id: newId(),
					recordingId: newId(),
					kind: 'websocket',
					openedAtUs: OPENED_US,
					closedAtUs: null,
					clientAddress: null,
					serverAddress: null,
					tls: false,
					host: '127.0.0.1:1',
					path: '/ws',
					handshake: {
						request: {
							method: 'GET',
							target: '/ws',
							version: '1.1',
							headers: [
								['Host', '127.0.0.1:1'],
								['Upgrade', 'websocket'],
								['Connection', 'Upgrade'],
								['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
								['Sec-WebSocket-Version', '13'],
							],
						},
						requestAtUs: OPENED_US,
						response: {
							status: 101,
							reason: 'Switching Protocols',
							version: '1.1',
							headers: [
								['Upgrade', 'websocket'],
								['Connection', 'Upgrade'],
								['Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='],
							],
						},
						responseAtUs: OPENED_US + 100,
						responseBody: new Uint8Array(),
						accepted: true,
						subprotocol: null,
						extensions: null,
					},
					close: { code: null, reason: '', by: 'none', frame: false, tcp: 'open' },
					violations: [],
					droppedFrames: 0,
					session: { key: 'a', label: 'a', rule: 'client-address' },
				},
			},
		],
	};
	return (await db.snapshots.createFrom(snapshot, { source: 'test' })).id;
}
