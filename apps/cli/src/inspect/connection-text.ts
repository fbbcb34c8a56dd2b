import type { Connection, HttpExchange, RecordedConnection } from '@refrain/traffic';
import type { Selection, ShownMessage } from './select-messages.ts';
import { byteCount, clock, count, type Paint, toWidth } from './text-table.ts';

const KIND_WIDTH = 22;
/** Number, time, arrow, kind and size, with the spaces between them. */
const FIXED_WIDTH = 6 + 11 + 3 + KIND_WIDTH + 1 + 9 + 2;
const MIN_DATA_WIDTH = 20;

/** A connection for people: one line of facts, then its HTTP requests and messages as a table. */
export function connectionText(
	{ connection, http }: RecordedConnection,
	selection: Selection,
	{ paint, columns }: { paint: Paint; columns: number },
): string[] {
	const dataWidth = Math.max(MIN_DATA_WIDTH, columns - FIXED_WIDTH);
	const lines = [
		`${paint.bold(toWidth(title(connection, http), columns).trimEnd())}`,
		paint.dim(toWidth(`  ${facts(connection).join(' · ')}`, columns).trimEnd()),
	];
	for (const exchange of http) lines.push(httpLine(exchange, { paint, columns }));
	for (const violation of connection.violations) {
		lines.push(
			paint.red(toWidth(`  ! ${violation.sender}: ${violation.message} (${violation.section})`, columns).trimEnd()),
		);
	}
	if (selection.messages.length > 0) lines.push(paint.dim(headLine()));
	for (const shown of selection.messages) lines.push(messageLine(shown, connection, { paint, dataWidth }));
	if (selection.more > 0) lines.push(paint.dim(`  … ${count(selection.more, 'more message')}; --limit 0 shows all`));
	return lines;
}

function title({ handshake, kind, path, host }: Connection, http: readonly HttpExchange[]): string {
	if (kind === 'http') return `HTTP ${host} ${count(http.length, 'request')}`;
	const status = handshake?.response === null || handshake === null ? 'no answer' : handshake.response.status;
	return `${path} ${status}`;
}

function facts(connection: Connection): string[] {
	const { handshake, close, closedAtUs, openedAtUs } = connection;
	return [
		...(handshake?.subprotocol ? [handshake.subprotocol] : []),
		...(handshake?.extensions ? [handshake.extensions.split(';')[0] ?? ''] : []),
		closedAtUs === null || close === null || close.by === 'none'
			? 'still open when the recording ended'
			: closeText(connection),
		...(closedAtUs === null ? [] : [`${clock(closedAtUs - openedAtUs)} s`]),
		...(connection.droppedFrames > 0 ? [`${count(connection.droppedFrames, 'frame')} lost`] : []),
		connection.id,
	];
}

function closeText({ close }: Connection): string {
	if (close === null) return '';
	if (!close.frame) return `ended by ${close.by} without a close frame${close.tcp === 'reset' ? ' (reset)' : ''}`;
	const reason = close.reason === '' ? '' : ` "${close.reason}"`;
	return `closed ${close.code ?? 'without code'}${reason} by ${close.by}`;
}

function httpLine(
	{ request, response, responseBodyBytes }: HttpExchange,
	{ paint, columns }: { paint: Paint; columns: number },
): string {
	const answer = response === null ? 'no answer' : `${response.status} ${byteCount(responseBodyBytes)}`;
	const line = toWidth(`  ${request.method} ${request.target} → ${answer}`, columns).trimEnd();
	return response === null || response.status >= 400 ? paint.red(line) : line;
}

function headLine(): string {
	return `${toWidth('n', 6, 'right')}${toWidth('time s', 11, 'right')}   ${toWidth('kind', KIND_WIDTH)} ${toWidth('size', 9, 'right')}  data`;
}

function messageLine(
	{ message, decoded }: ShownMessage,
	{ openedAtUs }: Connection,
	{ paint, dataWidth }: { paint: Paint; dataWidth: number },
): string {
	const n = toWidth(String(message.n), 6, 'right');
	const time = toWidth(clock(message.atUs - openedAtUs), 11, 'right');
	const arrow = message.sender === 'client' ? paint.client('↑') : paint.server('↓');
	const isControl = decoded.decoder === 'control';
	const kind = toWidth(isControl ? decoded.kind.toUpperCase() : decoded.kind, KIND_WIDTH);
	const size = toWidth(byteCount(message.payload.byteLength), 9, 'right');
	const data = toWidth(decoded.preview + (message.incomplete ? ' (unfinished)' : ''), dataWidth).trimEnd();
	const paintKind = decoded.error ? paint.red : isControl ? paint.dim : paint.bold;
	return `${paint.dim(n + time)} ${arrow} ${paintKind(kind)} ${paint.dim(size)}  ${isControl ? paint.dim(data) : data}`.trimEnd();
}
