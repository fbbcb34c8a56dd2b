import { describe, expect, it } from 'vitest';
import { conversation, frame, handshake, OPENED_AT_US, recorded } from '../../test/build.ts';
import type { Exchange } from '../model.ts';
import { pairExchanges } from './pair-exchanges.ts';

/** 'kind request->responses rule' of each exchange but the handshake. */
function paired(lines: readonly string[], offsetsMs?: readonly number[]): string[] {
	const exchanges = pairExchanges(recorded(conversation(lines, offsetsMs)));
	expect(exchanges[0]).toMatchObject({ n: 0, kind: 'handshake', rule: 'handshake', label: 'GET /ws' });
	expect(exchanges.map(({ n }) => n)).toEqual(exchanges.map((_, n) => n));
	return exchanges.slice(1).map(short);
}

function short({ kind, request, responses, rule }: Exchange): string {
	return `${kind} ${request ?? ''}->${responses.join(',')} ${rule}`;
}

describe('pairExchanges', () => {
	it('answers the client message that carries the same id, out of order too', () => {
		expect(
			paired([
				'> {"type":"get","id":1}',
				'> {"type":"get","id":2}',
				'< {"type":"got","id":2}',
				'< {"type":"got","id":1}',
			]),
		).toEqual(['reply 0->3 correlation-id', 'reply 1->2 correlation-id']);
	});

	it('takes an id for a correlation only when the client sent it first', () => {
		expect(paired(['> {"type":"hello"}', '< {"type":"order","id":99}'])).toEqual(['reply 0->1 latest-on-channel']);
	});

	it('answers the latest client message where there are no ids', () => {
		expect(paired(['> {"type":"a"}', '< {"type":"ra"}', '< {"type":"rb"}', '> {"type":"c"}'])).toEqual([
			'reply 0->1,2 latest-on-channel',
			'unanswered 3-> no-answer',
		]);
	});

	it('takes what comes before any client message for a push, and its fingerprint later on too', () => {
		expect(
			paired([
				'< {"type":"tick","v":1}',
				'> {"type":"a"}',
				'< {"type":"tick","v":2}',
				'< {"type":"ra"}',
				'< {"type":"tick","v":3}',
			]),
		).toEqual([
			'push ->0 before-any-request',
			'reply 1->3 latest-on-channel',
			'push ->2 unsolicited-fingerprint',
			'push ->4 unsolicited-fingerprint',
		]);
	});

	it('tells pushes at a beat of their own from answers, even when the client spoke first', () => {
		// The demo: a message every 2 s, an echo to what the client says every 5 s.
		const said: [offsetMs: number, line: string][] = [];
		for (let at = 0; at < 30_000; at += 5000) {
			said.push([at + 1, '> {"type":"client_message","content":"x"}']);
			said.push([at + 3, '< {"type":"echo","original":{}}']);
		}
		for (let at = 2000; at < 30_000; at += 2000) said.push([at, '< {"type":"message","data":"y","clientId":"z"}']);
		said.sort((a, b) => a[0] - b[0]);
		const exchanges = paired(
			said.map(([, line]) => line),
			said.map(([at]) => at),
		);
		expect(exchanges.filter((line) => line.startsWith('reply'))).toHaveLength(6);
		expect(exchanges.filter((line) => /^push ->\d+ regular-interval$/.test(line))).toHaveLength(14);
	});

	it('leaves regular answers what they are', () => {
		const lines = Array.from({ length: 8 }, () => ['> {"type":"ping"}', '< {"type":"pong"}']).flat();
		expect(paired(lines).every((line) => line.endsWith('latest-on-channel'))).toBe(true);
	});

	it('pairs no control frames, and puts HTTP requests in order of time', () => {
		const connection = recorded([
			frame(0, 'client', new Uint8Array(0), { opcode: 9 }),
			frame(1, 'server', new Uint8Array(0), { opcode: 10 }),
			frame(2, 'client', new Uint8Array(0), { opcode: 8 }),
		]);
		const { request } = handshake();
		const http = {
			n: 0,
			request: { ...request, target: '/health' },
			requestBody: new Uint8Array(0),
			requestAtUs: OPENED_AT_US - 5,
			response: null,
			responseBody: new Uint8Array(0),
			responseAtUs: null,
			endedAtUs: null,
			truncated: false,
			requestBodyBytes: 0,
			responseBodyBytes: 0,
		};
		expect(pairExchanges({ ...connection, http: [http] })).toMatchObject([
			{ n: 0, kind: 'http', http: 0, label: 'GET /health', rule: 'http' },
			{ n: 1, kind: 'handshake', http: null },
		]);
	});

	it('knows a connection without a handshake', () => {
		expect(pairExchanges(recorded([], { kind: 'http', handshake: null }))).toEqual([]);
	});
});
