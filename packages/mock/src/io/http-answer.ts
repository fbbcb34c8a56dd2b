import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpExchange } from '@refrain/protocol';
import type { MockOptions } from '../mock-options.ts';

/** Fields that Node writes itself, because they belong to this connection or to this moment. */
const OWN_FIELDS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** Sends a recorded response, after the recorded time where the options say so. */
export async function answerHttp(
	exchange: HttpExchange,
	response: ServerResponse,
	options: MockOptions,
): Promise<void> {
	const { response: recorded, responseBody } = exchange;
	if (recorded === null) return;
	await sleep(latencyMs(exchange, options));
	if (response.destroyed) return;
	const headers = recorded.headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
	// RFC 9110 15.4.5, 15.3.5: these have no body, and so no length of one.
	if (recorded.status !== 204 && recorded.status !== 304) headers.push(['Content-Length', String(responseBody.length)]);
	response.writeHead(recorded.status, recorded.reason, headers.flat());
	response.end(responseBody);
}

function latencyMs({ requestAtUs, responseAtUs }: HttpExchange, { latency }: MockOptions): number {
	const recorded = Math.max(0, ((responseAtUs ?? requestAtUs) - requestAtUs) / 1000);
	if (latency.mode === 'none') return 0;
	if (latency.mode === 'fixed') return latency.ms;
	return latency.mode === 'times' ? recorded * latency.factor : recorded;
}
