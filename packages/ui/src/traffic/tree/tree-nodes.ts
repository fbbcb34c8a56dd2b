import type { ConnectionSummary, HttpSummary, RecordingSummary, SessionSummary } from '../model.ts';

export type TreeNode =
	| {
			type: 'session';
			id: string;
			session: SessionSummary;
			recording: RecordingSummary | null;
			count: number;
			expanded: boolean;
	  }
	| { type: 'connection'; id: string; connection: ConnectionSummary }
	| {
			type: 'http';
			id: string;
			sessionId: string;
			connections: number;
			exchanges: readonly HttpSummary[] | null;
			expanded: boolean;
	  }
	| { type: 'exchange'; id: string; exchange: HttpSummary };

export interface TreeData {
	recordings: readonly RecordingSummary[];
	/** Newest first. */
	sessions: readonly SessionSummary[];
	/** Newest first. */
	connections: readonly ConnectionSummary[];
}

export interface TreeView {
	/** What the user folded or unfolded by hand, by node id. */
	toggled: ReadonlyMap<string, boolean>;
	/** HTTP requests of sessions whose fold is open. */
	http: ReadonlyMap<string, readonly HttpSummary[]>;
	/** Connection that is shown: its session is unfolded. */
	selected: string | null;
}

/** Sessions that are unfolded without being asked. */
const OPEN_SESSIONS = 3;
const OPEN_CONNECTIONS = 30;

/** The lines of the left pane: sessions, in them connections, at their end one fold with the HTTP requests. */
export function treeNodes({ recordings, sessions, connections }: TreeData, view: TreeView): TreeNode[] {
	const recordingById = new Map(recordings.map((recording) => [recording.id, recording]));
	const bySession = groupBySession(connections);
	return sessions.flatMap((session, at) => {
		const members = bySession.get(session.id) ?? [];
		const isOpen =
			(at < OPEN_SESSIONS && members.length <= OPEN_CONNECTIONS) || members.some(({ id }) => id === view.selected);
		const expanded = view.toggled.get(session.id) ?? isOpen;
		const recording = recordingById.get(session.recordingId) ?? null;
		const head: TreeNode = { type: 'session', id: session.id, session, recording, count: members.length, expanded };
		return expanded ? [head, ...memberNodes(session.id, members, view)] : [head];
	});
}

function memberNodes(sessionId: string, members: readonly ConnectionSummary[], view: TreeView): TreeNode[] {
	const sockets = members.filter(({ kind }) => kind === 'websocket');
	const nodes: TreeNode[] = sockets.map((connection) => ({ type: 'connection', id: connection.id, connection }));
	const plain = members.length - sockets.length;
	if (plain === 0) return nodes;
	const id = `http-${sessionId}`;
	const exchanges = view.http.get(sessionId) ?? null;
	const expanded = view.toggled.get(id) ?? false;
	nodes.push({ type: 'http', id, sessionId, connections: plain, exchanges, expanded });
	if (expanded && exchanges)
		for (const exchange of exchanges)
			nodes.push({ type: 'exchange', id: `${exchange.connectionId}:${exchange.n}`, exchange });
	return nodes;
}

/** Map.groupBy needs Node 21. */
function groupBySession(connections: readonly ConnectionSummary[]): Map<string, ConnectionSummary[]> {
	const groups = new Map<string, ConnectionSummary[]>();
	for (const connection of connections) {
		const group = groups.get(connection.sessionId);
		if (group) group.push(connection);
		else groups.set(connection.sessionId, [connection]);
	}
	return groups;
}
