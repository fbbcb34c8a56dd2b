import { CaptureError } from './capture-error.ts';

/** Where a relayed connection goes to. */
export interface Endpoint {
	host: string;
	port: number;
	/** True: TLS from Refrain to the service. The client's side of the connection is not affected. */
	tls: boolean;
}

const SCHEMES: Readonly<Record<string, { tls: boolean; port: number }>> = {
	'ws:': { tls: false, port: 80 },
	'http:': { tls: false, port: 80 },
	'wss:': { tls: true, port: 443 },
	'https:': { tls: true, port: 443 },
};

const EXAMPLE = 'give an address like ws://127.0.0.1:9000 or wss://api.example.com';

/**
 * Reads the address of a service: `ws://host:port`, `wss://host`, `http(s)://...` or `host:port`.
 * @throws CaptureError BAD_TARGET
 */
export function parseEndpoint(text: string): Endpoint {
	const url = toUrl(text);
	const scheme = SCHEMES[url.protocol];
	if (!scheme) throw bad(text, `has the scheme '${url.protocol}', which is none of ws, wss, http, https`);
	if (url.username || url.password) throw bad(text, 'carries a user name; the client sends its own credentials');
	if (url.pathname !== '/' || url.search || url.hash) {
		throw bad(
			text,
			`ends in '${url.pathname}${url.search}${url.hash}', but the client's own path is relayed unchanged`,
		);
	}
	// A port of 0 parses, but nothing can listen on it.
	if (url.port === '0') throw bad(text, 'has port 0');
	return {
		host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
		port: url.port === '' ? scheme.port : Number(url.port),
		tls: scheme.tls,
	};
}

/** 'ws://127.0.0.1:9000' */
export function formatEndpoint({ host, port, tls }: Endpoint): string {
	return `${tls ? 'wss' : 'ws'}://${hostAndPort(host, port)}`;
}

/** 'host:port', with brackets around an IPv6 address. */
export function hostAndPort(host: string, port: number): string {
	return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** RFC 9110 7.2: the port is left out where it is the usual one. */
export function hostHeader({ host, port, tls }: Endpoint): string {
	const name = host.includes(':') ? `[${host}]` : host;
	return port === (tls ? 443 : 80) ? name : `${name}:${port}`;
}

function toUrl(text: string): URL {
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `ws://${text}`;
	// new URL() alone would drop a default port silently and say nothing of use on failure.
	if (!URL.canParse(withScheme)) throw bad(text, 'is no address');
	const url = new URL(withScheme);
	if (url.hostname === '') throw bad(text, 'has no host name');
	return url;
}

function bad(text: string, what: string): CaptureError {
	return new CaptureError('BAD_TARGET', `the target '${text}' ${what}; ${EXAMPLE}`, { target: text });
}
