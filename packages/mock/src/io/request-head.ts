import type { IncomingMessage } from 'node:http';
import type { RequestHead } from '@refrain/protocol';

/** The head as it was on the wire: order, case and repetition of the fields kept. */
export function requestHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): RequestHead {
	const headers: [string, string][] = [];
	for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
	return { method: method ?? 'GET', target: url ?? '/', version: httpVersion, headers };
}
