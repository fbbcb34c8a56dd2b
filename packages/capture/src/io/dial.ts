import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, rootCertificates } from 'node:tls';
import type { Endpoint } from '../endpoint.ts';
import type { DialFailure } from '../modes/mode.ts';
import { DialTimeout, dialFailure } from './dial-failure.ts';
import type { Peer } from './pipe.ts';

export interface DialOptions {
	timeoutMs: number;
	/** Accept a certificate of the service that no known authority signed. */
	insecure: boolean;
	/** PEM of certificate authorities for the service, beside those that Node knows. */
	ca?: string | undefined;
}

/** Exactly one of them is called, unless the attempt is destroyed before. */
export interface DialOutcome {
	ok(peer: Peer): void;
	failed(failure: DialFailure): void;
}

/** Of both sides: half-closing is passed on, small writes leave at once, and a peer that vanished is noticed one day. */
export const TCP_OPTIONS = {
	allowHalfOpen: true,
	noDelay: true,
	keepAlive: true,
	keepAliveInitialDelay: 60_000,
} as const;

/** Connects to the service, with TLS where the endpoint says so. The returned socket ends the attempt when it is destroyed. */
export function dial(endpoint: Endpoint, options: DialOptions, outcome: DialOutcome): Socket {
	const raw = connect({ host: endpoint.host, port: endpoint.port, ...TCP_OPTIONS });
	if (endpoint.tls) return secure({ socket: raw, raw }, { endpoint, options, outcome });
	attempt(
		raw,
		{ event: 'connect', endpoint, timeoutMs: options.timeoutMs },
		{
			ok: () => outcome.ok({ socket: raw, raw }),
			failed: outcome.failed,
		},
	);
	return raw;
}

/** Begins TLS towards the service on a connection that may still be connecting. */
export function secure(
	{ raw }: Peer,
	{ endpoint, options, outcome }: { endpoint: Endpoint; options: DialOptions; outcome: DialOutcome },
): Socket {
	const tls: ConnectionOptions & { allowHalfOpen: boolean } = {
		socket: raw,
		// RFC 6066 3: no IP addresses in SNI.
		servername: isIP(endpoint.host) ? '' : endpoint.host,
		host: endpoint.host,
		// The relay reads HTTP/1.1; a service that would rather speak HTTP/2 is not asked.
		ALPNProtocols: ['http/1.1'],
		rejectUnauthorized: !options.insecure,
		allowHalfOpen: true,
		...(options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] }),
	};
	const socket = connectTls(tls);
	raw.on('error', (error) => socket.destroy(error));
	socket.on('close', () => raw.destroy());
	attempt(
		socket,
		{ event: 'secureConnect', endpoint, timeoutMs: options.timeoutMs },
		{
			ok: () => outcome.ok({ socket, raw }),
			failed: outcome.failed,
		},
	);
	return socket;
}

function attempt(
	socket: Socket,
	{ event, endpoint, timeoutMs }: { event: 'connect' | 'secureConnect'; endpoint: Endpoint; timeoutMs: number },
	{ ok, failed }: { ok: () => void; failed: DialOutcome['failed'] },
): void {
	const timer = setTimeout(() => socket.destroy(new DialTimeout('no answer')), timeoutMs);
	const settle = () => {
		clearTimeout(timer);
		socket.off('error', onError);
		socket.off(event, onConnect);
		socket.off('close', settle);
	};
	const onConnect = () => {
		settle();
		ok();
	};
	const onError = (error: NodeJS.ErrnoException) => {
		settle();
		// TLS may report twice: the alert, then the socket.
		socket.on('error', () => {});
		socket.destroy();
		failed(dialFailure(error, endpoint));
	};
	socket.on(event, onConnect);
	socket.on('error', onError);
	socket.on('close', settle);
}
