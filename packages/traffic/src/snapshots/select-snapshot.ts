import type { Frame, RecordedConnection, Snapshot } from '../model.ts';

/** What of a recording goes into a snapshot; everything when nothing is given. */
export interface SnapshotSelection {
	/** Connections to take, all when absent. */
	readonly connectionIds?: readonly string[];
	/** First and last moment, epoch microseconds, both included. A message is taken by the time of its first frame, whole. */
	readonly fromUs?: number;
	readonly toUs?: number;
	/** First and last frame of each connection, both included; messages are taken whole. */
	readonly fromSeq?: number;
	readonly toSeq?: number;
}

/**
 * Cuts a snapshot out of recorded connections. A connection keeps its handshake, without which its frames mean nothing;
 * one that was alive in the time asked for, but silent, is kept too. Where the end is cut off, the snapshot says that
 * recording stopped while it was open.
 */
export function selectSnapshot(
	head: Pick<Snapshot, 'id' | 'name' | 'createdAtUs'>,
	recorded: readonly RecordedConnection[],
	selection: SnapshotSelection = {},
): Snapshot {
	const wanted = selection.connectionIds === undefined ? null : new Set(selection.connectionIds);
	const connections = recorded
		.filter(({ connection }) => wanted === null || wanted.has(connection.id))
		.filter((one) => wasAlive(one, selection))
		.map((one) => cut(one, selection));
	return { ...head, connections };
}

function wasAlive({ connection }: RecordedConnection, { fromUs, toUs }: SnapshotSelection): boolean {
	const endedBefore = connection.closedAtUs !== null && connection.closedAtUs < (fromUs ?? 0);
	return !endedBefore && connection.openedAtUs <= (toUs ?? Number.MAX_SAFE_INTEGER);
}

function cut(recorded: RecordedConnection, selection: SnapshotSelection): RecordedConnection {
	const { connection } = recorded;
	const frames = framesWithin(recorded.frames, selection);
	const http = recorded.http.filter((exchange) => isWithin(exchange.requestAtUs, selection));
	const endCut =
		frames.at(-1)?.seq !== recorded.frames.at(-1)?.seq ||
		(connection.closedAtUs ?? 0) > (selection.toUs ?? Number.MAX_SAFE_INTEGER);
	if (!endCut) return { connection, frames, http };
	const close = { code: null, reason: '', by: 'none', frame: false, tcp: 'open' } as const;
	const closedAtUs = Math.max(selection.toUs ?? 0, frames.at(-1)?.atUs ?? connection.openedAtUs);
	const violations = connection.violations.filter(({ atUs }) => isWithin(atUs, selection));
	return { connection: { ...connection, closedAtUs, close, violations }, frames, http };
}

/** A frame belongs with the first frame of its message. */
function framesWithin(frames: readonly Frame[], selection: SnapshotSelection): Frame[] {
	const first: { client: Frame | null; server: Frame | null } = { client: null, server: null };
	return frames.filter((frame) => {
		const isControl = frame.opcode >= 8;
		const start = frame.opcode === 0 ? (first[frame.sender] ?? frame) : frame;
		if (!isControl) first[frame.sender] = frame.fin ? null : start;
		const { fromSeq = 0, toSeq = Number.MAX_SAFE_INTEGER } = selection;
		return start.seq >= fromSeq && start.seq <= toSeq && isWithin(start.atUs, selection);
	});
}

function isWithin(atUs: number, { fromUs = 0, toUs = Number.MAX_SAFE_INTEGER }: SnapshotSelection): boolean {
	return atUs >= fromUs && atUs <= toUs;
}
