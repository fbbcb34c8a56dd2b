import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type Endpoint, hostAndPort } from '../endpoint.ts';
import type { Peer } from './pipe.ts';

export interface DialOptions {
	timeoutMs: number;
	/** Accept a certificate of the service that no known authority signed. */
	insecure: boolean;
	/** PEM of further certificate authorities for the service. */
	ca?: string | undefined;
}

/** Of both sides: half-closing is passed on, small writes leave at once, and a peer that vanished is noticed one day. */
export const TCP_OPTIONS = {
	allowHalfOpen: true,
	noDelay: true,
	keepAlive: true,
	keepAliveInitialDelay: 60_000,
} as const;

/** Connects to the service. Exactly one of the callbacks is called; `reason` is a clause that says why not. */
export function dial(
	endpoint: Endpoint,
	options: DialOptions,
	done: { ok: (peer: Peer) => void; failed: (reason: string) => void },
): Socket {
	const raw = connect({ host: endpoint.host, port: endpoint.port, ...TCP_OPTIONS });
	const socket = endpoint.tls ? secure(raw, endpoint, options) : raw;
	const timer = setTimeout(() => socket.destroy(new DialTimeout(options.timeoutMs)), options.timeoutMs);
	const settle = () => {
		clearTimeout(timer);
		socket.off('error', onError);
		socket.off(endpoint.tls ? 'secureConnect' : 'connect', onConnect);
	};
	const onConnect = () => {
		settle();
		done.ok({ socket, raw });
	};
	const onError = (error: NodeJS.ErrnoException) => {
		settle();
		// TLS may report twice (the alert, then the socket).
		socket.on('error', () => {});
		raw.destroy();
		done.failed(reasonOf(error, endpoint));
	};
	socket.on(endpoint.tls ? 'secureConnect' : 'connect', onConnect);
	socket.on('error', onError);
	socket.on('close', () => clearTimeout(timer));
	if (socket !== raw) {
		raw.on('error', (error) => socket.destroy(error));
		socket.on('close', () => raw.destroy());
	}
	return socket;
}

function secure(raw: Socket, endpoint: Endpoint, options: DialOptions): Socket {
	const tls: ConnectionOptions & { allowHalfOpen: boolean } = {
		socket: raw,
		// RFC 6066 3: no IP addresses in SNI.
		servername: isIP(endpoint.host) ? '' : endpoint.host,
		host: endpoint.host,
		ALPNProtocols: ['http/1.1'],
		rejectUnauthorized: !options.insecure,
		allowHalfOpen: true,
		...(options.ca === undefined ? {} : { ca: options.ca }),
	};
	return connectTls(tls);
}

class DialTimeout extends Error {
	readonly code = 'REFRAIN_DIAL_TIMEOUT';
	constructor(timeoutMs: number) {
		super(`no answer within ${timeoutMs / 1000} s`);
	}
}

function reasonOf(error: NodeJS.ErrnoException, { host, port }: Endpoint): string {
	const where = hostAndPort(host, port);
	// happy eyeballs: one error for each address of a name, each with the same story
	const first = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : error;
	switch (first.code) {
		case 'ECONNREFUSED':
			return `nothing listens on ${where}`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `the host name ${host} could not be resolved`;
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return `there is no route to ${where}`;
		case 'ETIMEDOUT':
		case 'REFRAIN_DIAL_TIMEOUT':
			return `${where} did not answer in time`;
		case 'ECONNRESET':
			return `${where} reset the connection`;
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
		case 'SELF_SIGNED_CERT_IN_CHAIN':
			return `the certificate of ${where} is self-signed`;
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
			return `the certificate of ${where} is signed by an authority that is not known here`;
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return `the certificate of ${where} is for another host name`;
		case 'CERT_HAS_EXPIRED':
			return `the certificate of ${where} has expired`;
		case 'EPROTO':
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
			return `${where} does not speak TLS`;
		default:
			return first.message;
	}
}
