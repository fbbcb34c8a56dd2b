import { expect, it } from 'vitest';
import { frame, handshake, OPENED_AT_US } from '../../test/build.ts';
import { encodeUtf8 } from '../utf8.ts';
import { RecordingCollector } from './recording-collector.ts';

const opened = {
	id: 'c1',
	recordingId: 'r1',
	kind: 'http',
	openedAtUs: OPENED_AT_US,
	clientAddress: '127.0.0.1:5',
	serverAddress: null,
	tls: false,
} as const;

it('keeps what it is given', async () => {
	const recording = new RecordingCollector();
	recording.open(opened);
	recording.handshake('c1', handshake());
	recording.frame('c1', frame(0, 'server', '{"userId":1}'));
	recording.frame('c1', frame(1, 'client', '{"user', { fin: false }));
	recording.frame('c1', frame(2, 'client', encodeUtf8('Id":7}'), { opcode: 0 }));
	const close = { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' } as const;
	recording.close('c1', close, OPENED_AT_US + 5);
	await recording.flush();
	const [connection] = recording.connections();
	expect(connection).toMatchObject({
		connection: {
			// It turned out to be a WebSocket.
			kind: 'websocket',
			host: 'example.test',
			path: '/ws',
			close,
			closedAtUs: OPENED_AT_US + 5,
			session: { key: 'first-message:userId=7' },
		},
		http: [],
	});
	expect(connection?.frames).toHaveLength(3);
	expect(recording.droppedFrames).toBe(0);
});

it('knows a connection that is open and one of plain HTTP', () => {
	const recording = new RecordingCollector();
	recording.open(opened);
	const { request } = handshake();
	recording.http('c1', { n: 0, request: { ...request, target: '/health' } } as never);
	recording.violation('c1', { code: 'x' } as never);
	expect(recording.connections()[0]?.connection).toMatchObject({
		kind: 'http',
		path: '/health',
		handshake: null,
		close: null,
		closedAtUs: null,
		violations: [{ code: 'x' }],
	});
});

it('counts frames of connections that were never opened', () => {
	const recording = new RecordingCollector();
	recording.frame('nowhere', frame(0, 'client', 'x'));
	expect(recording.droppedFrames).toBe(1);
	expect(recording.connections()).toEqual([]);
});
