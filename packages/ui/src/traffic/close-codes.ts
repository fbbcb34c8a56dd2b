/** RFC 6455 7.4.1 and the registry of IANA. */
const MEANINGS: Record<number, string> = {
	1000: 'normal closure',
	1001: 'going away',
	1002: 'protocol error',
	1003: 'unsupported data',
	1005: 'no code given',
	1006: 'no close frame',
	1007: 'invalid payload data',
	1008: 'policy violation',
	1009: 'message too big',
	1010: 'extension missing',
	1011: 'internal error',
	1012: 'service restart',
	1013: 'try again later',
	1014: 'bad gateway',
	1015: 'TLS handshake failed',
};

/** What a close code means, '' for codes that only the application knows. */
export function closeMeaning(code: number): string {
	return MEANINGS[code] ?? '';
}

/** Codes that end a connection as planned. */
export function isNormalClose(code: number): boolean {
	return code === 1000 || code === 1001 || code === 1005;
}
