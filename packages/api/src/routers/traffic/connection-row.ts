import type { ConnectionRow } from '@refrain/db';

/** A connection as a row of the left pane: without its heads and the bytes of its violations. */
export function connectionRow(connection: ConnectionRow) {
	const { handshake, violations, session, ...row } = connection;
	return {
		...row,
		status: handshake?.response?.status ?? null,
		accepted: handshake?.accepted ?? false,
		subprotocol: handshake?.subprotocol ?? null,
		violations: violations.length,
	};
}
