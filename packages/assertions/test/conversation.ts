import {
	type Connection,
	encodeUtf8,
	type Frame,
	type HttpExchange,
	type RecordedConnection,
	type Sender,
	type Snapshot,
} from '@refrain/traffic';
import type { ConnectionOutcome, ObservedReplay } from '../src/index.ts';

/** One message of a scripted connection: who says what, and when (milliseconds since the handshake; default: one later than before). */
export interface Line {
	from: Sender;
	/** A string is sent as it is, bytes as binary, anything else as JSON. */
	say: unknown;
	atMs?: number;
	opcode?: number;
	/** Sent in so many frames. */
	fragments?: number;
	compressed?: boolean;
}

export const client = (say: unknown, atMs?: number): Line => ({
	from: 'client',
	say,
	...(atMs === undefined ? {} : { atMs }),
});
export const server = (say: unknown, atMs?: number): Line => ({
	from: 'server',
	say,
	...(atMs === undefined ? {} : { atMs }),
});
export const close = (from: Sender, code: number, atMs?: number): Line => ({
	...(from === 'client' ? client : server)(Uint8Array.of(code >> 8, code & 255), atMs),
	opcode: 8,
});

export interface ConversationOptions {
	id?: string;
	status?: number;
	subprotocol?: string | null;
	closedBy?: Sender | 'none';
	http?: readonly HttpExchange[];
}

const START_US = 1_700_000_000_000_000;

/** A WebSocket connection as capture would have recorded it. */
export function conversation(lines: readonly Line[], options: ConversationOptions = {}): RecordedConnection {
	const frames: Frame[] = [];
	let atMs = 0;
	for (const line of lines) {
		atMs = line.atMs ?? atMs + 1;
		frames.push(...framesOf(line, frames.length, START_US + atMs * 1000));
	}
	return { connection: connectionOf(frames, options), frames, http: options.http ?? [] };
}

export function snapshotOf(...connections: RecordedConnection[]): Snapshot {
	return { id: 'snapshot', name: 'test', createdAtUs: START_US, connections };
}

/** A replay in which each connection of the snapshot went as given; null: it could not be played. */
export function replayOf(
	expected: Snapshot,
	observed: readonly (RecordedConnection | null)[],
	outcome: Partial<ConnectionOutcome> & { replay?: ObservedReplay['outcome']['state'] } = {},
): ObservedReplay {
	const played = observed.map((one, index) =>
		one === null ? null : { ...one, connection: { ...one.connection, id: `observed-${index}` } },
	);
	const { replay = 'finished', ...facts } = outcome;
	const connections = expected.connections.map(
		({ connection }, index): ConnectionOutcome => ({
			expectedId: connection.id,
			observedId: played[index]?.connection.id ?? null,
			state: played[index] ? 'closed' : 'failed',
			error: played[index] ? null : 'nothing listens there',
			waitedInVain: [],
			...facts,
		}),
	);
	return {
		outcome: { state: replay, error: null, startedAtUs: START_US, endedAtUs: START_US + 1e6, connections },
		connections: played.filter((one) => one !== null),
	};
}

function framesOf({ from, say, opcode, fragments = 1, compressed = false }: Line, seq: number, atUs: number): Frame[] {
	const binary = say instanceof Uint8Array;
	const bytes = binary ? say : encodeUtf8(typeof say === 'string' ? say : JSON.stringify(say));
	return Array.from({ length: fragments }, (_, part): Frame => {
		const payload = bytes.subarray((part * bytes.length) / fragments, ((part + 1) * bytes.length) / fragments);
		return {
			seq: seq + part,
			sender: from,
			opcode: part > 0 ? 0 : (opcode ?? (binary ? 2 : 1)),
			fin: part === fragments - 1,
			rsv1: compressed && part === 0,
			rsv2: false,
			rsv3: false,
			maskingKey: from === 'client' ? 1 : null,
			atUs,
			wirePayloadBytes: payload.length,
			wireBytes: payload.length + 2,
			compressed,
			payload,
			inflateFailed: false,
		};
	});
}

function connectionOf(
	frames: readonly Frame[],
	{ id = 'connection', status = 101, subprotocol = null, closedBy }: ConversationOptions,
): Connection {
	const first = frames.find(({ opcode }) => opcode === 8);
	const code =
		first && first.payload.length >= 2 ? ((first.payload[0] as number) << 8) | (first.payload[1] as number) : null;
	const closedAtUs = first?.atUs ?? (closedBy === undefined ? null : (frames.at(-1)?.atUs ?? START_US));
	return {
		id,
		recordingId: 'recording',
		kind: 'websocket',
		openedAtUs: START_US - 2000,
		clientAddress: null,
		serverAddress: null,
		tls: false,
		closedAtUs,
		host: 'localhost',
		path: '/ws',
		handshake: {
			request: { method: 'GET', target: '/ws', version: '1.1', headers: [['Host', 'localhost']] },
			requestAtUs: START_US - 1000,
			response: { status, reason: '', version: '1.1', headers: [] },
			responseAtUs: START_US,
			responseBody: new Uint8Array(0),
			accepted: status === 101,
			subprotocol,
			extensions: null,
		},
		close:
			first || closedBy
				? { code, reason: '', by: closedBy ?? first?.sender ?? 'none', frame: first !== undefined, tcp: 'fin' }
				: null,
		violations: [],
		droppedFrames: 0,
		session: { key: 'test', label: 'test', rule: 'client-address' },
	};
}
