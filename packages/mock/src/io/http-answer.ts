import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpExchange } from '@refrain/protocol';
import type { Cause } from '../http/causes.ts';
import type { ClientSession } from '../http/client-session.ts';
import type { HttpAnswer } from '../http/http-plan.ts';
import type { MockOptions } from '../mock-options.ts';

/** Fields that Node writes itself, because they belong to this connection or to this moment. */
const OWN_FIELDS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** Sends a recorded response, after the recorded time where the options say so. */
export async function answerHttp(answer: HttpAnswer, response: ServerResponse, options: MockOptions): Promise<void> {
	const { exchange, session, cause } = answer;
	const { response: recorded } = exchange;
	if (recorded === null) return;
	if (cause === null) await sleep(latencyMs(exchange, options));
	else await untilCaused(session, cause);
	if (response.destroyed) return;
	const body = session.bodyToLive(exchange.responseBody);
	const headers = session.headersToLive(recorded.headers).filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
	// RFC 9110 15.4.5, 15.3.5: these have no body, and so no length of one.
	const hasBody = recorded.status !== 204 && recorded.status !== 304;
	const length = hasBody ? ['Content-Length', String(body.length)] : [];
	response.writeHead(recorded.status, recorded.reason, [...headers.flat(), ...length]);
	response.end(body);
}

/** A client that never sends what the recorded one sent gets its answer all the same. */
const MAX_HELD_MS = 20_000;

async function untilCaused(session: ClientSession, { key, delayUs }: Cause): Promise<void> {
	const timeout = new AbortController();
	await Promise.race([
		session.untilSent(key),
		sleep(MAX_HELD_MS, undefined, { signal: timeout.signal, ref: false }).catch(() => undefined),
	]);
	timeout.abort();
	await sleep(delayUs / 1000);
}

function latencyMs({ requestAtUs, responseAtUs }: HttpExchange, { latency }: MockOptions): number {
	const recorded = Math.max(0, ((responseAtUs ?? requestAtUs) - requestAtUs) / 1000);
	if (latency.mode === 'none') return 0;
	if (latency.mode === 'fixed') return latency.ms;
	return latency.mode === 'times' ? recorded * latency.factor : recorded;
}
