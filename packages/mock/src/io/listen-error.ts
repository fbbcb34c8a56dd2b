import { MockError } from '../mock-error.ts';

/** Why the port cannot be had, and what to do. */
export function listenError(cause: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): MockError {
	const details = { host, port };
	if (cause.code === 'EADDRINUSE') {
		const message = `Port ${port} on ${host} is in use by another process. Stop it, or choose another port.`;
		return new MockError('PORT_IN_USE', message, { cause, details });
	}
	const reasons: Record<string, string> = {
		EACCES: 'it needs more rights; choose a port above 1023',
		EADDRNOTAVAIL: 'this machine has no such address',
		ENOTFOUND: 'the host name is not known',
	};
	const reason = reasons[cause.code ?? ''] ?? cause.message;
	return new MockError('CANNOT_LISTEN', `Cannot listen on ${host}:${port}: ${reason}.`, { cause, details });
}
