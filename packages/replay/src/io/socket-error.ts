import type { TargetAddress } from '../resolve-target.ts';

/** A system error as a person says it, with the target and what to do. */
export function socketErrorSentence(error: NodeJS.ErrnoException, { host, port, tls }: TargetAddress): string {
	const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	switch (error.code) {
		case 'ECONNREFUSED':
			return `nothing listens on ${where} (connection refused); start the service or correct the target`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `the host name ${host} could not be resolved; correct the target`;
		case 'ETIMEDOUT':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return `${where} cannot be reached (${error.code}); check the address and the network`;
		case 'ECONNRESET':
			return `${where} reset the connection`;
		case 'EPIPE':
			return `${where} closed the connection while it was being written to`;
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
		case 'EPROTO':
			return tls
				? `${where} does not speak TLS; use ws:// instead of wss://`
				: `${where} broke the protocol (${error.message})`;
		default:
			return isCertificateError(error)
				? `the certificate of ${where} is not trusted (${error.code}); give its authority as ca, or switch verification off`
				: `${where}: ${error.message}`;
	}
}

function isCertificateError({ code = '' }: NodeJS.ErrnoException): boolean {
	return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
}
