import { caller } from './caller.ts';

/** Rows that go into the HTML, so that there is something to read before the page runs (ui.md 6.2). */
const FIRST_ROWS = 60;

/** What the traffic page needs for its first paint: all connections, and the first rows of the one that is shown. */
export async function loadTraffic(connectionId: string | null) {
	const api = await caller();
	const tree = await api.traffic.tree({});
	const shown =
		tree.connections.find(({ id }) => id === connectionId) ??
		tree.connections.find(({ kind }) => kind === 'websocket') ??
		tree.connections[0];
	// A live connection is shown from its end, which the page asks for itself.
	if (!shown || shown.closedAtUs === null) return { tree, frames: null };
	const { rows } = await api.traffic.frames({ connectionId: shown.id, from: 0, count: FIRST_ROWS });
	return { tree, frames: { connectionId: shown.id, rows } };
}
