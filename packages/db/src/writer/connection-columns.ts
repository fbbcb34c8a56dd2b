import { handshakeColumn, textColumn, violationColumn } from '../json-columns.ts';
import type { ConnectionDraft } from './connection-draft.ts';

/** A row of `connection`, its columns in the order of {@link CONNECTION_COLUMNS}. */
export type ConnectionColumns = readonly (string | number | boolean | Buffer | null)[];

/** Name and type of each column that the writer sets. */
export const CONNECTION_COLUMNS = [
	['id', 'uuid'],
	['recording_id', 'uuid'],
	['session_id', 'uuid'],
	['kind', 'text'],
	['opened_us', 'bigint'],
	['closed_us', 'bigint'],
	['client_address', 'text'],
	['server_address', 'text'],
	['tls', 'boolean'],
	['host', 'text'],
	['path', 'text'],
	['status', 'int'],
	['subprotocol', 'text'],
	['extensions', 'text'],
	['handshake', 'json'],
	['refusal_body', 'bytea'],
	['close', 'json'],
	['violations', 'json'],
	['dropped_frames', 'bigint'],
] as const;

export function connectionColumns(draft: ConnectionDraft): ConnectionColumns {
	const { opened, handshake, request, close } = draft;
	const body = handshake?.responseBody;
	return [
		opened.id,
		opened.recordingId,
		draft.session.id,
		draft.kind,
		opened.openedAtUs,
		draft.closedAtUs,
		opened.clientAddress,
		opened.serverAddress,
		opened.tls,
		textColumn(request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''),
		textColumn(request?.target ?? ''),
		handshake?.response?.status ?? null,
		nullableText(handshake?.subprotocol),
		nullableText(handshake?.extensions),
		handshake === null ? null : JSON.stringify(handshakeColumn(handshake)),
		body === undefined || body.byteLength === 0 ? null : Buffer.from(body),
		close === null ? null : JSON.stringify(close),
		JSON.stringify(draft.violations.map(violationColumn)),
		draft.droppedFrames,
	];
}

function nullableText(text: string | null | undefined): string | null {
	return text === null || text === undefined ? null : textColumn(text);
}
