import { buildResponse, type ConversationEvent } from '@refrain/protocol';
import { decodeUtf8, encodeUtf8, type HttpExchange } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { NO_TRANSFORMS } from '../../test/played.ts';
import { sketch } from '../../test/sketch.ts';
import { type ReplayOptionsInput, replayOptionsSchema } from '../replay-options.ts';
import { LiveValues } from '../values/live-values.ts';
import { HttpPlayer } from './http-player.ts';
import type { Step } from './player.ts';

const START_US = 1_700_000_000_000_000;

function request(n: number, method: string, atMs: number, more: Partial<HttpExchange> = {}): HttpExchange {
	return {
		n,
		request: {
			method,
			target: `/${n}`,
			version: '1.1',
			headers: [
				['Host', 'recorded'],
				['Transfer-Encoding', 'chunked'],
				['X-Id', '7'],
			],
		},
		requestBody: new Uint8Array(0),
		requestAtUs: START_US + atMs * 1000,
		response: { status: 200, reason: 'OK', version: '1.1', headers: [] },
		responseBody: new Uint8Array(0),
		responseAtUs: START_US + (atMs + 5) * 1000,
		endedAtUs: START_US + (atMs + 10) * 1000,
		truncated: false,
		requestBodyBytes: 0,
		responseBodyBytes: 0,
		...more,
	};
}

/** Plays requests under a clock of our own; `log` has what was done, with times in milliseconds. */
function play(http: readonly HttpExchange[], options: ReplayOptionsInput = {}) {
	const recorded = { ...sketch([], { kind: 'http', handshake: null }), http };
	const target = { tls: false, host: 'target', port: 80, path: '/', hostHeader: 'target' };
	const player = new HttpPlayer({
		plan: { kind: 'http', recorded },
		target,
		options: replayOptionsSchema.parse(options),
		connection: 0,
		values: new LiveValues([]),
		transformer: NO_TRANSFORMS,
	});
	const log: string[] = [];
	const events: ConversationEvent[] = [];
	let nowMs = 0;
	const take = (step: Step) => {
		events.push(...step.events);
		for (const command of step.commands) {
			log.push(`${nowMs} ${command.type === 'write' ? decodeUtf8(command.bytes)?.split('\r\n')[0] : command.type}`);
		}
	};
	const at = (ms: number) => {
		nowMs = ms;
		return ms * 1000;
	};
	return {
		player,
		log,
		events,
		connect: () => take(player.connected(at(0))),
		tick: (ms: number) => take(player.tick(at(ms))),
		answer: (ms: number) =>
			take(player.received(buildResponse({ status: 200, reason: 'OK', headers: [], body: encodeUtf8('ok') }), at(ms))),
		end: (ms: number) => take(player.ended('fin', at(ms))),
	};
}

describe('HttpPlayer', () => {
	it('sends each request after the answer to the one before, and the recorded gap', () => {
		const run = play([request(0, 'GET', 0), request(1, 'GET', 30)]);
		run.connect();
		run.tick(25);
		run.answer(50);
		run.tick(69);
		run.tick(70);
		run.answer(75);
		expect(run.log).toEqual(['0 GET /0 HTTP/1.1', '70 GET /1 HTTP/1.1', '75 end']);
		expect(run.player.counts).toMatchObject({ exchangesDone: 2, messagesSent: 2 });
	});

	it('writes host and length anew, and keeps the other fields', () => {
		const run = play([request(0, 'POST', 0, { requestBody: encodeUtf8('body') })]);
		run.connect();
		run.answer(1);
		const sent = run.events.find((event) => event.type === 'http');
		const head = sent?.type === 'http' ? sent.exchange.request.headers : [];
		expect(head).toEqual([
			['Host', 'target'],
			['X-Id', '7'],
			['Content-Length', '4'],
		]);
	});

	it('gives up a target that does not answer', () => {
		const run = play([request(0, 'GET', 0)], { answerTimeoutMs: 1000 });
		run.connect();
		run.tick(1000);
		expect(run.log.at(-1)).toBe('1000 destroy');
		expect(run.player).toMatchObject({ state: 'failed', error: 'the target did not answer GET /0 within 1 s' });
	});

	it('says what was open when the target closes', () => {
		const run = play([request(0, 'GET', 0), request(1, 'GET', 30)]);
		run.connect();
		run.answer(5);
		run.end(6);
		expect(run.player).toMatchObject({
			state: 'failed',
			error: 'the target closed the connection before it answered GET /1',
		});
	});

	it('gives up a connection that the target does not end', () => {
		const run = play([request(0, 'GET', 0)], { graceMs: 100 });
		run.connect();
		run.answer(5);
		run.tick(105);
		expect(run.log).toEqual(['0 GET /0 HTTP/1.1', '5 end', '105 destroy']);
		expect(run.player.state).toBe('closed');
	});
});
