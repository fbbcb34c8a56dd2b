import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateAuthority } from './certificate-authority.ts';
import type { Peer } from './pipe.ts';

export interface TerminatedClient {
	peer: Peer;
	/** The host name that the client asked for (SNI); null when it named none. */
	serverName: string | null;
}

/** Ends the client's TLS here: what it says afterwards can be read. `host` is who Refrain is when the client names nobody. */
export function terminateTls(
	raw: Socket,
	{ authority, host }: { authority: CertificateAuthority; host: string },
	outcome: { ok(client: TerminatedClient): void; failed(error: NodeJS.ErrnoException): void },
): void {
	let serverName: string | null = null;
	const socket = new TLSSocket(raw, {
		isServer: true,
		secureContext: authority.contextFor(host),
		SNICallback: (name, done) => {
			serverName = name;
			done(null, authority.contextFor(name));
		},
		// The relay reads HTTP/1.1 only.
		ALPNProtocols: ['http/1.1'],
		...{ allowHalfOpen: true },
	});
	const settle = () => {
		socket.off('secure', onSecure);
		socket.off('error', onError);
		socket.off('end', onGone);
		socket.off('close', onGone);
	};
	const onSecure = () => {
		settle();
		outcome.ok({ peer: { socket, raw }, serverName });
	};
	const onError = (error: NodeJS.ErrnoException) => {
		settle();
		socket.on('error', () => {});
		raw.destroy();
		outcome.failed(error);
	};
	const onGone = () => onError(new SilentClient());
	socket.on('secure', onSecure);
	socket.on('error', onError);
	socket.on('end', onGone);
	socket.on('close', onGone);
}

/** The client left during the handshake, or after it without sending anything. */
export class SilentClient extends Error {
	readonly code = 'REFRAIN_SILENT_CLIENT';
}

/** A clause for what made the client's side of a TLS handshake fail, and what helps. */
export function clientTlsReason(error: NodeJS.ErrnoException): string {
	if (error instanceof SilentClient) {
		return 'the client left after it had seen the certificate; most likely it does not trust the certificate authority of Refrain (refrain certs says how to make it)';
	}
	const text = `${error.code ?? ''} ${error.message}`;
	if (/unknown.?ca|certificate.?unknown|bad.?certificate/i.test(text)) {
		return 'the client does not trust the certificate authority of Refrain (refrain certs says how to make it)';
	}
	if (/no.?shared.?cipher|unsupported.?protocol|version/i.test(text)) {
		return `client and Refrain have no TLS version or cipher in common (${error.message})`;
	}
	if (/application.?protocol/i.test(text))
		return 'the client speaks neither HTTP/1.1 nor anything else that Refrain reads';
	return error.message;
}
