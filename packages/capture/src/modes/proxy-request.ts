import type { Endpoint } from '../endpoint.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';

/** What a client asks of an HTTP proxy. */
export type ProxyRequest = {
	endpoint: Endpoint;
	/** Bytes after the head: they belong to the service. */
	rest: Uint8Array;
} & (
	| { kind: 'connect' }
	/** A request in absolute form; `head` is what the service gets. */
	| { kind: 'absolute'; head: Uint8Array }
);

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'ws:': 80 };
/** RFC 9110 7.6.1, 11.7: between client and proxy only. */
const HOP_BY_HOP = new Set(['proxy-connection', 'proxy-authorization']);

/** Index behind the empty line that ends a head, -1 when it has not come yet. */
export function findHeadEnd(bytes: Uint8Array): number {
	for (let at = 3; at < bytes.length; at++) {
		if (bytes[at] === 10 && bytes[at - 1] === 13 && bytes[at - 2] === 10 && bytes[at - 3] === 13) return at + 1;
	}
	return -1;
}

/** Reads the head in the first `end` bytes; null when it is no request to a proxy. */
export function readProxyRequest(bytes: Uint8Array, end: number): ProxyRequest | null {
	const [requestLine = '', ...fields] = latin1Text(bytes.subarray(0, end - 4)).split('\r\n');
	const rest = bytes.slice(end);
	const [method = '', target = '', version, ...more] = requestLine.split(' ');
	if (!/^HTTP\/1\.[01]$/.test(version ?? '') || more.length > 0) return null;
	if (method === 'CONNECT') {
		const endpoint = authority(target);
		return endpoint && { kind: 'connect', endpoint, rest };
	}
	const url = URL.canParse(target) ? new URL(target) : null;
	const port = url && (url.port === '' ? PORTS[url.protocol] : Number(url.port));
	if (!url || !port || !(url.protocol in PORTS)) return null;
	const endpoint = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, tls: false };
	const head = originForm({ method, target, version: version ?? '', host: url.host, fields });
	return { kind: 'absolute', endpoint, head, rest };
}

/** RFC 9112 3.2.3: host and port, the port always given. */
function authority(target: string): Endpoint | null {
	const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/@]+)):(\d{1,5})$/.exec(target);
	const host = parts?.[1] ?? parts?.[2];
	const port = Number(parts?.[3]);
	return host !== undefined && port > 0 && port < 65_536 ? { host, port, tls: false } : null;
}

interface AbsoluteRequest {
	method: string;
	target: string;
	version: string;
	host: string;
	fields: readonly string[];
}

/**
 * RFC 9112 3.2.2: the service gets the request in origin form with the Host of the target. The next request of this client may be for
 * another service: the connection is asked to end after this one, unless it becomes a WebSocket.
 */
function originForm({ method, target, version, host, fields }: AbsoluteRequest): Uint8Array {
	const path = target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
	const origin = path.startsWith('/') ? path : `/${path}`;
	const upgrades = fields.some((field) => nameOf(field) === 'upgrade');
	const kept = fields.filter((field) => {
		const name = nameOf(field);
		return !HOP_BY_HOP.has(name) && name !== 'host' && (upgrades || name !== 'connection');
	});
	const lines = [
		`${method} ${origin} ${version}`,
		`Host: ${host}`,
		...kept,
		...(upgrades ? [] : ['Connection: close']),
	];
	return latin1Bytes(`${lines.join('\r\n')}\r\n\r\n`);
}

function nameOf(field: string): string {
	return field.slice(0, Math.max(0, field.indexOf(':'))).toLowerCase();
}
