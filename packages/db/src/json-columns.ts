import type { Handshake, HttpExchange, Violation } from '@refrain/traffic';

/** The parts of a handshake that are JSON; the body of a refusal has a column of its own. */
export type HandshakeColumn = Omit<Handshake, 'responseBody'>;

export function handshakeColumn({ responseBody: _, ...rest }: Handshake): HandshakeColumn {
	return rest;
}

export function handshakeOf(column: HandshakeColumn | null, refusalBody: Uint8Array | null): Handshake | null {
	return column === null ? null : { ...column, responseBody: refusalBody ?? new Uint8Array() };
}

export type ViolationColumn = Omit<Violation, 'bytes'> & { bytes: string };

export function violationColumn(violation: Violation): ViolationColumn {
	return { ...violation, bytes: Buffer.from(violation.bytes).toString('base64') };
}

export function violationOf(column: ViolationColumn): Violation {
	return { ...column, bytes: new Uint8Array(Buffer.from(column.bytes, 'base64')) };
}

/** A Postgres `text` cannot hold U+0000: what is shown and filtered gets the replacement character, the JSON keeps it. */
export function textColumn(text: string): string {
	return text.replaceAll('\0', '\uFFFD');
}

/** Bodies above this are cut when stored: one huge bytea cannot be read back through node-postgres. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export function boundBodies(exchange: HttpExchange): HttpExchange {
	const { requestBody, responseBody } = exchange;
	if (requestBody.byteLength <= MAX_BODY_BYTES && responseBody.byteLength <= MAX_BODY_BYTES) return exchange;
	return {
		...exchange,
		requestBody: requestBody.subarray(0, MAX_BODY_BYTES),
		responseBody: responseBody.subarray(0, MAX_BODY_BYTES),
		truncated: true,
	};
}
