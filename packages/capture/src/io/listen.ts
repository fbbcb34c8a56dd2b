import type { AddressInfo, Server } from 'node:net';
import { CaptureError } from '../capture-error.ts';
import { hostAndPort } from '../endpoint.ts';

/** Makes a server listen; port 0 is any free one. @throws CaptureError PORT_IN_USE, LISTEN_FAILED, BAD_LISTEN */
export function listening(server: Server, host: string, port: number): Promise<AddressInfo> {
	return new Promise((resolve, reject) => {
		const onError = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port));
		server.once('error', onError);
		server.listen({ host, port }, () => {
			server.off('error', onError);
			// An accept that fails (EMFILE) must not end the process; the client is refused by the kernel.
			server.on('error', () => {});
			resolve(server.address() as AddressInfo);
		});
	});
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): CaptureError {
	const where = hostAndPort(host, port);
	switch (cause.code) {
		case 'EADDRINUSE':
			return new CaptureError(
				'PORT_IN_USE',
				`port ${port} on ${host} is already in use; stop the program that listens there or choose another port`,
				{ cause, host, port },
			);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return new CaptureError('BAD_LISTEN', `${host} is no address of this machine; listen on 127.0.0.1 or 0.0.0.0`, {
				cause,
				host,
				port,
			});
		case 'EACCES':
			return new CaptureError('LISTEN_FAILED', `no permission to listen on ${where}; choose a port above 1023`, {
				cause,
				host,
				port,
			});
		default:
			return new CaptureError('LISTEN_FAILED', `could not listen on ${where}: ${cause.message}`, { cause, host, port });
	}
}
