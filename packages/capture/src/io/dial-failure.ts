import { type Endpoint, hostAndPort } from '../endpoint.ts';
import type { DialFailure } from '../modes/mode.ts';

/** The service did not accept in time. */
export class DialTimeout extends Error {
	readonly code = 'REFRAIN_DIAL_TIMEOUT';
}

/** Says in a clause what an error of a connecting socket means. */
export function dialFailure(error: NodeJS.ErrnoException, { host, port }: Endpoint): DialFailure {
	// A name with several addresses gives one error for each, all with the same story.
	const first = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : error;
	const where = hostAndPort(host, port);
	switch (first.code) {
		case 'ECONNREFUSED':
			return { kind: 'refused', reason: `nothing listens on ${where}` };
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return { kind: 'unresolved', reason: `the host name ${host} could not be resolved` };
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return { kind: 'unreachable', reason: `there is no route to ${where}` };
		case 'ETIMEDOUT':
		case 'REFRAIN_DIAL_TIMEOUT':
			return { kind: 'timeout', reason: `${where} did not answer in time` };
		case 'ECONNRESET':
			return { kind: 'other', reason: `${where} reset the connection` };
		case 'EPROTO':
		case 'ERR_SSL_WRONG_VERSION_NUMBER':
		case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
			return { kind: 'other', reason: `${where} does not speak TLS` };
		default:
			return certificateFailure(first, where) ?? { kind: 'other', reason: first.message };
	}
}

function certificateFailure({ code }: NodeJS.ErrnoException, where: string): DialFailure | null {
	const certificate = (what: string): DialFailure => ({
		kind: 'certificate',
		reason: `the certificate of ${where} ${what}`,
	});
	switch (code) {
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
		case 'SELF_SIGNED_CERT_IN_CHAIN':
			return certificate('is self-signed, or of an authority that is not known here (--tls-ca FILE or --tls-insecure)');
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
			return certificate('is of an authority that is not known here (--tls-ca FILE or --tls-insecure)');
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return certificate('is for another host name');
		case 'CERT_HAS_EXPIRED':
			return certificate('has expired');
		case 'CERT_NOT_YET_VALID':
			return certificate('is not valid yet');
		default:
			return null;
	}
}
