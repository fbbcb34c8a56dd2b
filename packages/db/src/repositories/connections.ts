import type { CloseInfo, Connection, HttpExchange } from '@refrain/traffic';
import type pg from 'pg';
import { found } from '../db-error.ts';
import { isUuid } from '../ids.ts';
import { type HandshakeColumn, handshakeOf, type ViolationColumn, violationOf } from '../json-columns.ts';
import { type Queryable, rows } from '../sql.ts';
import { endConnections } from './dead-jobs.ts';

export interface ConnectionStat {
	/** Messages and control frames. */
	rows: number;
	frames: number;
	clientRows: number;
	serverRows: number;
	/** Of payload, inflated. */
	clientBytes: number;
	serverBytes: number;
	wireBytes: number;
	/** Of the first and the last frame; null when there is none. */
	firstAtUs: number | null;
	lastAtUs: number | null;
}

export interface ConnectionRow extends Connection {
	sessionId: string;
	stat: ConnectionStat;
	/** Why Refrain ended it, when the peers did not. */
	endedBecause: string | null;
}

const SELECT = `
	select c.id, c.recording_id as "recordingId", c.session_id as "sessionId", c.kind, c.opened_us as "openedAtUs",
		c.closed_us as "closedAtUs", c.client_address as "clientAddress", c.server_address as "serverAddress", c.tls,
		c.host, c.path, c.handshake, c.refusal_body as "refusalBody", c.close, c.ended_because as "endedBecause",
		c.violations, c.dropped_frames as "droppedFrames", e.key, e.label, e.rule,
		coalesce(s.client_rows + s.server_rows, 0) as rows, coalesce(s.frames, 0) as frames,
		coalesce(s.client_rows, 0) as "clientRows", coalesce(s.server_rows, 0) as "serverRows",
		coalesce(s.client_bytes, 0) as "clientBytes", coalesce(s.server_bytes, 0) as "serverBytes",
		coalesce(s.wire_bytes, 0) as "wireBytes", s.first_us as "firstAtUs", s.last_us as "lastAtUs"
	from connection c
	join session e on e.id = c.session_id
	left join connection_stat s on s.connection_id = c.id`;

type Row = Omit<ConnectionRow, 'handshake' | 'close' | 'violations' | 'session' | 'stat'> &
	ConnectionStat & {
		handshake: HandshakeColumn | null;
		refusalBody: Uint8Array | null;
		close: CloseInfo | null;
		violations: ViolationColumn[];
		key: string;
		label: string;
		rule: string;
	};

export class Connections {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	async get(id: string): Promise<ConnectionRow> {
		const list = isUuid(id) ? await this.getMany([id]) : [];
		return found(list[0], 'connection', id);
	}

	/** Those that there are, in order of opening. */
	getMany(ids: readonly string[]): Promise<ConnectionRow[]> {
		return select(this.#pool, 'c.id = any($1)', [ids]);
	}

	/** In order of opening: of a session, of a recording, or all that people browse. */
	list({ recordingId, sessionId }: { recordingId?: string; sessionId?: string } = {}): Promise<ConnectionRow[]> {
		if (sessionId !== undefined) return select(this.#pool, 'c.session_id = $1', [sessionId]);
		if (recordingId !== undefined) return select(this.#pool, 'c.recording_id = $1', [recordingId]);
		const browsed = `c.recording_id in (select id from recording where purpose <> 'replay')`;
		return select(this.#pool, browsed, []);
	}

	/** In order, the first `count` when given. */
	httpExchanges(id: string, count?: number): Promise<HttpExchange[]> {
		return httpExchanges(this.#pool, id, count);
	}

	/**
	 * Ends the connections of a recording that are still open, because `reason` ended what recorded them.
	 * @returns how many
	 */
	endOpen(recordingId: string, reason: string): Promise<number> {
		return endConnections(this.#pool, recordingId, reason);
	}
}

async function select(db: Queryable, where: string, values: unknown[]): Promise<ConnectionRow[]> {
	const list = await rows<Row>(db, `${SELECT} where ${where} order by c.opened_us, c.id`, values);
	return list.map(toConnection);
}

function toConnection(row: Row): ConnectionRow {
	const { handshake, refusalBody, violations, key, label, rule, ...rest } = row;
	const {
		rows: all,
		frames,
		clientRows,
		serverRows,
		clientBytes,
		serverBytes,
		wireBytes,
		firstAtUs,
		lastAtUs,
		...facts
	} = rest;
	return {
		...facts,
		handshake: handshakeOf(handshake, refusalBody),
		violations: violations.map(violationOf),
		session: { key, label, rule },
		stat: { rows: all, frames, clientRows, serverRows, clientBytes, serverBytes, wireBytes, firstAtUs, lastAtUs },
	};
}

async function httpExchanges(db: Queryable, id: string, count?: number): Promise<HttpExchange[]> {
	return rows<HttpExchange>(
		db,
		`select n, request, request_body as "requestBody", request_us as "requestAtUs", response,
			response_body as "responseBody", response_us as "responseAtUs", ended_us as "endedAtUs", truncated,
			request_body_bytes as "requestBodyBytes", response_body_bytes as "responseBodyBytes"
		from http_exchange where connection_id = $1 order by n limit $2`,
		[id, count ?? null],
	);
}
