import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import type { ReplayOptions } from '../replay-options.ts';
import type { TargetAddress } from '../resolve-target.ts';

/** Opens TCP, and TLS where the target wants it. The caller listens for 'connect' (or 'secureConnect'), 'error' and 'close'. */
export function openSocket({ host, port, tls }: TargetAddress, { verifyTls, ca }: ReplayOptions): Socket {
	if (!tls) {
		const socket = connect({ host, port, allowHalfOpen: true });
		socket.setNoDelay(true);
		return socket;
	}
	const socket = connectTls({
		host,
		port,
		rejectUnauthorized: verifyTls,
		// RFC 6066 3: server names are host names, never addresses.
		...(isIP(host) === 0 ? { servername: host } : {}),
		...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
		ALPNProtocols: ['http/1.1'],
	});
	socket.setNoDelay(true);
	return socket;
}
