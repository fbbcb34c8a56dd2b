import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import { processClock } from './clock.ts';
import { startReplay } from './start-replay.ts';

export interface Probe {
	/** True when the handshake was accepted. */
	ok: boolean;
	/** null when there was no answer. */
	status: number | null;
	subprotocol: string | null;
	tookMs: number;
	/** '101 in 12 ms, graphql-transport-ws', or what is wrong. */
	sentence: string;
}

/**
 * Tries a target with the handshake of a snapshot's first WebSocket connection, and closes again. Says what a person who just typed
 * the address wants to know.
 * @throws ReplayError TARGET_INVALID, SNAPSHOT_EMPTY
 */
export async function probeTarget(request: {
	target: string;
	snapshot: Snapshot;
	timeoutMs?: number;
	signal?: AbortSignal;
}): Promise<Probe> {
	const { target, snapshot, timeoutMs = 3_000, signal } = request;
	const first = snapshot.connections.find(({ connection }) => connection.kind === 'websocket');
	const startedUs = processClock.nowUs();
	const { outcome, connections } = await startReplay({
		snapshot: { ...snapshot, connections: first === undefined ? [] : [handshakeOnly(first)] },
		target,
		options: { handshakeTimeoutMs: timeoutMs, graceMs: 0 },
		...(signal === undefined ? {} : { signal }),
	});
	const handshake = connections[0]?.connection.handshake ?? null;
	const tookMs = Math.round(
		((handshake?.responseAtUs ?? processClock.nowUs()) - (handshake?.requestAtUs ?? startedUs)) / 1000,
	);
	const status = handshake?.response?.status ?? null;
	const error = outcome.connections[0]?.error ?? outcome.error;
	const subprotocol = handshake?.subprotocol ?? null;
	const sentence = error ?? `${status} in ${tookMs} ms${subprotocol === null ? '' : `, ${subprotocol}`}`;
	return { ok: error === null && handshake?.accepted === true, status, subprotocol, tookMs, sentence };
}

function handshakeOnly({ connection }: RecordedConnection): RecordedConnection {
	return { connection: { ...connection, close: null, closedAtUs: null }, frames: [], http: [] };
}
