import type { RecordedConnection } from '@refrain/traffic';

/** Where a connection of a replay stands. */
export type ConnectionState = 'not-started' | 'connecting' | 'open' | 'closed' | 'failed';

/** What the player knows about one connection of the snapshot beyond the frames that crossed it. Plain JSON: it is stored with the report. */
export interface ConnectionOutcome {
	/** `Connection.id` in the snapshot. */
	expectedId: string;
	/** `Connection.id` of what was recorded while replaying; null when nothing was sent. */
	observedId: string | null;
	state: ConnectionState;
	/** Why it failed, for a person. */
	error: string | null;
	/** `Message.n` (of the snapshot) of the server messages that were waited for in vain. */
	waitedInVain: readonly number[];
}

/** How a replay went; with the recorded frames it is everything that judging needs. */
export interface ReplayOutcome {
	/** 'error': no connection could be played at all. */
	state: 'finished' | 'stopped' | 'error';
	/** One sentence, null when finished. */
	error: string | null;
	startedAtUs: number;
	endedAtUs: number;
	/** In the order of the snapshot. */
	connections: readonly ConnectionOutcome[];
	/** What was made of the correlations of the snapshot. */
	correlations?: readonly CorrelationOutcome[];
}

/** A correlation that took part in a replay. */
export interface CorrelationOutcome {
	/** 'welcome $.token -> auth $.token' */
	id: string;
	evidence: string;
	/** How often the live value was sent. */
	applied: number;
	/** How often there was none, and the recorded value was sent. */
	missed: number;
}

/** A finished replay: what crossed its connections, as an ordinary recording, and how it went. */
export interface ObservedReplay {
	outcome: ReplayOutcome;
	/** In any order; found by `ConnectionOutcome.observedId`. */
	connections: readonly RecordedConnection[];
}
