import type pg from 'pg';
import { rows } from '../sql.ts';

export interface SessionRow {
	id: string;
	recordingId: string;
	key: string;
	label: string;
	rule: string;
	connections: number;
	/** Opening of its first connection. */
	startedAtUs: number;
}

export class Sessions {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** Of one recording, or of all that people browse; oldest first. */
	async list({ recordingId }: { recordingId?: string } = {}): Promise<SessionRow[]> {
		const where = recordingId === undefined ? `r.purpose <> 'replay'` : 's.recording_id = $1';
		return rows<SessionRow>(
			this.#pool,
			`select s.id, s.recording_id as "recordingId", s.key, s.label, s.rule, count(*)::int as connections,
				min(c.opened_us) as "startedAtUs"
			from session s
			join recording r on r.id = s.recording_id
			join connection c on c.session_id = s.id
			where ${where}
			group by s.id order by min(c.opened_us), s.id`,
			recordingId === undefined ? [] : [recordingId],
		);
	}
}
