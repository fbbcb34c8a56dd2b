import { encodeClosePayload, encodeFrame, OPCODE, secWebSocketAccept } from '@refrain/protocol';
import { RecordingCollector, type WirePiece } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { LinkDecoding } from './link-decoding.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const FACTS = { clientAddress: '127.0.0.1:50000', serverAddress: '127.0.0.1:9000', tls: false };
const bytes = (text: string) => new TextEncoder().encode(text);
const upgrade = (path: string) =>
	bytes(
		`GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
	);
const ACCEPTED = bytes(
	`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${secWebSocketAccept(KEY)}\r\n\r\n`,
);
const REFUSED = bytes('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno');
const GET = bytes('GET /page HTTP/1.1\r\nHost: x\r\n\r\n');
const PAGE = bytes('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage');
const text = (payload: string, maskingKey: number | null) =>
	encodeFrame({ opcode: OPCODE.text, payload: bytes(payload), maskingKey });

function decoding(sink = new RecordingCollector()) {
	let ids = 0;
	const made = new LinkDecoding({ sink, recordingId: 'r', limits: {}, newId: () => `connection-${++ids}` });
	made.opened(1, FACTS);
	return { made, sink };
}

describe('the recording of a link', () => {
	it('knows nothing of a TCP connection on which nothing was sent', () => {
		const { made, sink } = decoding();
		made.ended(1, 'client', 'fin', 10);
		made.ended(1, 'server', 'fin', 11);
		made.closed(1, 12);
		expect(sink.connections()).toEqual([]);
	});

	it('parts HTTP requests, a refused upgrade and an accepted one on the same TCP connection', () => {
		const { made, sink } = decoding();
		const script: ['client' | 'server', Uint8Array][] = [
			['client', GET],
			['server', PAGE],
			['client', upgrade('/denied')],
			['server', REFUSED],
			['client', upgrade('/feed')],
			['server', ACCEPTED],
			['client', text('hello', 0x01020304)],
		];
		for (const [n, [sender, chunk]] of script.entries()) made.bytes(1, sender, chunk, 100 + n);
		made.ended(1, 'client', 'fin', 200);
		made.ended(1, 'server', 'fin', 201);
		const [http, refused, accepted, ...more] = sink.connections();
		expect(more).toEqual([]);
		expect(http?.connection).toMatchObject({ kind: 'http', path: '/page', openedAtUs: 100, closedAtUs: 201 });
		expect(http?.http.map(({ response }) => response?.status)).toEqual([200]);
		expect(refused?.connection).toMatchObject({
			kind: 'websocket',
			path: '/denied',
			closedAtUs: 104,
			close: { by: 'none', tcp: 'open' },
		});
		expect(refused?.connection.handshake?.response?.status).toBe(401);
		expect(accepted?.connection).toMatchObject({ kind: 'websocket', path: '/feed', closedAtUs: 201 });
		expect(accepted?.connection).toMatchObject({ ...FACTS, close: { by: 'client', tcp: 'fin', frame: false } });
		expect(accepted?.frames.map(({ payload, atUs }) => [new TextDecoder().decode(payload), atUs])).toEqual([
			['hello', 106],
		]);
		expect(made.stats()).toMatchObject({ websockets: 2, httpConnections: 1, httpExchanges: 1, frames: 1, messages: 1 });
	});

	it('keeps a handshake that was never answered', () => {
		const { made, sink } = decoding();
		made.bytes(1, 'client', upgrade('/feed'), 100);
		made.ended(1, 'client', 'reset', 200);
		const [recorded] = sink.connections();
		expect(recorded?.connection.handshake).toMatchObject({ response: null, accepted: false });
		expect(recorded?.connection.close).toMatchObject({ by: 'client', tcp: 'reset', code: null });
	});

	it('tells of a client that goes away in the middle of a frame', () => {
		const { made, sink } = decoding();
		made.bytes(1, 'client', upgrade('/feed'), 100);
		made.bytes(1, 'server', ACCEPTED, 101);
		made.bytes(1, 'client', text('cut short', 0x01020304).subarray(0, 9), 102);
		made.ended(1, 'client', 'reset', 103);
		const [recorded] = sink.connections();
		expect(recorded?.frames).toEqual([]);
		expect(recorded?.connection.violations.map(({ code }) => code)).toEqual(['truncated-frame']);
	});

	it('shows bytes that are no HTTP as a violation on a connection of their own', () => {
		const { made, sink } = decoding();
		made.bytes(1, 'client', new Uint8Array([0x16, 3, 1, 2, 0, 1, 0, 1, 252, 13, 10]), 100);
		made.ended(1, 'client', 'fin', 101);
		made.ended(1, 'server', 'fin', 102);
		const [recorded] = sink.connections();
		expect(recorded?.connection).toMatchObject({ kind: 'http', path: '' });
		expect(recorded?.connection.violations.length).toBeGreaterThan(0);
	});

	it('ends a recording that stops while the connection is open as closed by none', async () => {
		const { made, sink } = decoding();
		made.bytes(1, 'client', upgrade('/feed'), 100);
		made.bytes(1, 'server', ACCEPTED, 101);
		await made.finish(500);
		made.bytes(1, 'client', text('too late', 1), 501);
		const [recorded] = sink.connections();
		expect(recorded?.frames).toEqual([]);
		expect(recorded?.connection).toMatchObject({ closedAtUs: 500, close: { by: 'none', tcp: 'open' } });
	});

	it('marks the place where bytes are missing and says no more of that connection', () => {
		const { made, sink } = decoding();
		made.bytes(1, 'client', upgrade('/feed'), 100);
		made.bytes(1, 'server', ACCEPTED, 101);
		made.bytes(1, 'server', text('before', null), 102);
		made.gap(1, 'server', 103);
		made.bytes(1, 'server', text('after', null), 104);
		made.closed(1, 105);
		const [recorded] = sink.connections();
		expect(recorded?.frames.map(({ payload }) => new TextDecoder().decode(payload))).toEqual(['before']);
		expect(recorded?.connection.violations).toMatchObject([{ code: 'recording-gap', sender: 'server', atUs: 103 }]);
		expect(recorded?.connection.close).toMatchObject({ by: 'none' });
		expect(made.stats().gaps).toBe(1);
	});

	it('survives a sink that throws: one connection loses its recording, the next is recorded', () => {
		class Fragile extends RecordingCollector {
			override frame(connectionId: string, frame: Parameters<RecordingCollector['frame']>[1]): void {
				if (connectionId === 'connection-1') throw new Error('the sink broke');
				super.frame(connectionId, frame);
			}
		}
		const { made, sink } = decoding(new Fragile());
		made.opened(2, FACTS);
		for (const link of [1, 2]) {
			made.bytes(link, 'client', upgrade('/feed'), 100);
			made.bytes(link, 'server', ACCEPTED, 101);
			made.bytes(link, 'server', text('one', null), 102);
			made.bytes(link, 'server', text('two', null), 103);
			made.closed(link, 104);
		}
		expect(sink.connections().map(({ frames }) => frames.length)).toEqual([0, 2]);
		expect(made.stats()).toMatchObject({ errors: 1, gaps: 1 });
		expect(made.stats().firstError).toContain('the sink broke');
	});

	it('gives bytes instead of frames to a sink that takes them, and counts the same', async () => {
		class Bytes extends RecordingCollector {
			readonly pieces: unknown[] = [];
			wire(connectionId: string, { sender, offset, bytes: lent, frames, end }: WirePiece): void {
				this.pieces.push([connectionId, sender, offset, lent.slice(), frames, end]);
			}
		}
		const { made, sink } = decoding(new Bytes());
		const head = upgrade('/feed');
		const first = text('hello', 0x01020304);
		const last = encodeFrame({ opcode: OPCODE.close, payload: encodeClosePayload(4001, 'enough'), maskingKey: null });
		made.bytes(1, 'client', head, 100);
		made.bytes(1, 'server', ACCEPTED, 101);
		made.bytes(1, 'client', first.subarray(0, 4), 102);
		made.bytes(1, 'client', first.subarray(4), 103);
		made.bytes(1, 'server', last, 104);
		made.ended(1, 'server', 'fin', 105);
		made.gap(1, 'client', 106);
		made.bytes(1, 'client', first, 107);
		expect((sink as Bytes).pieces).toEqual([
			['connection-1', 'client', head.length, first.subarray(0, 4), 0, false],
			['connection-1', 'client', head.length + 4, first.subarray(4), 1, false],
			['connection-1', 'server', ACCEPTED.length, last, 1, false],
			['connection-1', 'server', ACCEPTED.length + last.length, new Uint8Array(0), 0, true],
		]);
		const [recorded] = sink.connections();
		expect(recorded?.frames).toEqual([]);
		expect(recorded?.connection.violations.map(({ code }) => code)).toEqual(['recording-gap']);
		expect(made.stats()).toMatchObject({ frames: 2, messages: 2, gaps: 1, violations: 1, errors: 0 });
	});

	it('knows from the bytes who closed, with what code and reason', () => {
		const { made, sink } = decoding(Object.assign(new RecordingCollector(), { wire: () => {} }));
		made.bytes(1, 'client', upgrade('/feed'), 100);
		made.bytes(1, 'server', ACCEPTED, 101);
		made.bytes(
			1,
			'client',
			encodeFrame({ opcode: OPCODE.close, payload: encodeClosePayload(4001, 'enough'), maskingKey: 0x0a0b0c0d }),
			102,
		);
		made.ended(1, 'server', 'reset', 103);
		expect(sink.connections()[0]?.connection.close).toEqual({
			code: 4001,
			reason: 'enough',
			by: 'client',
			frame: true,
			tcp: 'reset',
		});
	});
});
