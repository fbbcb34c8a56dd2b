import { ReplayError } from './replay-error.ts';

/** Where one connection of a replay goes. */
export interface TargetAddress {
	tls: boolean;
	host: string;
	port: number;
	/** Request target of the handshake. */
	path: string;
	/** Value of the Host header. */
	hostHeader: string;
}

/** What a recorded connection says about where it went. */
export interface RecordedAddress {
	/** Host header; '' where unknown. */
	host: string;
	path: string;
	tls: boolean;
}

interface TargetParts {
	tls: boolean | null;
	host: string | null;
	port: number | null;
	path: string | null;
}

const FORM = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.%]+\]|[^\s/:?#@[\]]*)(?::(\d{1,5}))?(\/[^\s#]*)?$/i;
const SECURE: Readonly<Record<string, boolean>> = { ws: false, http: false, wss: true, https: true };

/**
 * Lays a target over the recorded address: scheme, host and port are replaced where the target has them, the path of a handshake when
 * the target has one beyond '/'. A scheme with a host is a whole address, so its port is the scheme's own unless it is given.
 */
export function resolveTarget(target: string, recorded: RecordedAddress): TargetAddress {
	const wanted = parseTarget(target);
	const [recordedHost, recordedPort] = splitHost(recorded.host);
	const tls = wanted.tls ?? recorded.tls;
	const host = wanted.host ?? recordedHost;
	if (host === '') {
		throw new ReplayError(
			'TARGET_INVALID',
			`"${target}" has no host and the recording knows none; write ws://host:port`,
		);
	}
	const whole = wanted.tls !== null && wanted.host !== null;
	const port = wanted.port ?? (whole ? defaultPort(tls) : (recordedPort ?? defaultPort(recorded.tls)));
	const hostHeader = port === defaultPort(tls) ? host : `${host}:${port}`;
	const path = wanted.path === null ? recorded.path : withQueryOf(wanted.path, recorded.path);
	return { tls, host: host.replace(/^\[|\]$/g, ''), port, path, hostHeader };
}

function parseTarget(target: string): TargetParts {
	const [match, scheme, host = '', port, path] = FORM.exec(target.trim()) ?? [];
	const secure = scheme === undefined ? null : SECURE[scheme.toLowerCase()];
	if (match === undefined || match === '' || secure === undefined || (port !== undefined && Number(port) > 65_535)) {
		throw new ReplayError(
			'TARGET_INVALID',
			`"${target}" is no target; write ws://host:port or wss://host:port, or only what differs from the recording, such as :8080`,
		);
	}
	return {
		tls: secure,
		host: host === '' ? null : host,
		port: port === undefined ? null : Number(port),
		path: path === undefined || path === '/' ? null : path,
	};
}

/** A target's path replaces the recorded one; the recorded query stays unless the target has its own. */
function withQueryOf(path: string, recorded: string): string {
	const query = recorded.indexOf('?');
	return path.includes('?') || query < 0 ? path : path + recorded.slice(query);
}

function splitHost(host: string): [string, number | null] {
	const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? [];
	return [name, port === undefined ? null : Number(port)];
}

function defaultPort(tls: boolean): number {
	return tls ? 443 : 80;
}
