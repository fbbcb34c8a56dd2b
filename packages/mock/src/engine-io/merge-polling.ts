import { OPCODE } from '@refrain/protocol';
import {
	assembleMessages,
	decodeUtf8Lossy,
	type Frame,
	type HttpExchange,
	type RecordedConnection,
	type Sender,
} from '@refrain/traffic';
import { type EnginePacket, readEngineQuery, readPayload, sidOf } from './payload.ts';

interface Item {
	readonly sender: Sender;
	readonly atUs: number;
	readonly packet: EnginePacket;
}

export interface MergedPolling {
	/** Recorded connections as scripts see them: a polling session with the WebSocket it became is one. */
	readonly connections: readonly RecordedConnection[];
	/** What is left of plain HTTP. */
	readonly http: readonly RecordedConnection[];
	/** Paths on which polling was recorded. */
	readonly paths: ReadonlySet<string>;
}

/**
 * Engine.IO clients begin with HTTP polling and go over to a WebSocket in mid-conversation; which packet crosses which of
 * the two is chance. Here both become one connection, whose messages are the packets in the order of their times.
 */
export function mergePolling(recorded: readonly RecordedConnection[]): MergedPolling {
	const exchanges = recorded.flatMap(({ http }) => http);
	const sessions = new Map<string, HttpExchange>();
	for (const exchange of exchanges) {
		const sid = openedSession(exchange);
		if (sid !== null) sessions.set(sid, exchange);
	}
	if (sessions.size === 0) return { connections: recorded, http: recorded, paths: new Set() };
	const isPart = (target: string, sid: string) => readEngineQuery(target)?.sid === sid;
	const taken = new Set<RecordedConnection>();
	const merged = [...sessions].map(([sid, opening]) => {
		const polls = exchanges.filter((exchange) => exchange === opening || isPart(exchange.request.target, sid));
		const socket = recorded.find(({ connection }) => connection.handshake !== null && isPart(connection.path, sid));
		if (socket !== undefined) taken.add(socket);
		return mergeSession(opening, polls, socket ?? null, recorded);
	});
	const others = recorded.filter((connection) => !taken.has(connection));
	const isPolling = ({ request }: HttpExchange) => readEngineQuery(request.target)?.transport === 'polling';
	return {
		connections: [...others, ...merged].sort((a, b) => a.connection.openedAtUs - b.connection.openedAtUs),
		http: recorded.map((connection) => ({ ...connection, http: connection.http.filter((one) => !isPolling(one)) })),
		paths: new Set([...sessions.values()].map(({ request }) => pathOf(request.target))),
	};
}

function openedSession({ request, responseBody }: HttpExchange): string | null {
	const query = readEngineQuery(request.target);
	if (query?.transport !== 'polling' || query.sid !== null) return null;
	const [first] = readPayload(responseBody) ?? [];
	return first === undefined ? null : sidOf(first);
}

function mergeSession(
	opening: HttpExchange,
	polls: readonly HttpExchange[],
	socket: RecordedConnection | null,
	recorded: readonly RecordedConnection[],
): RecordedConnection {
	const items = [...polls.flatMap(pollItems), ...socketItems(socket)].sort((a, b) => a.atUs - b.atUs);
	const base = socket ?? (recorded.find(({ http }) => http.includes(opening)) as RecordedConnection);
	const { requestAtUs } = opening;
	const request = { ...opening.request, target: `${pathOf(opening.request.target)}?EIO=4&transport=polling` };
	const response = { status: 101, reason: 'Switching Protocols', version: '1.1', headers: [] };
	return {
		connection: {
			...base.connection,
			kind: 'websocket',
			path: request.target,
			openedAtUs: requestAtUs,
			handshake: {
				request,
				requestAtUs,
				response,
				responseAtUs: requestAtUs,
				responseBody: new Uint8Array(),
				accepted: true,
				subprotocol: null,
				extensions: socket?.connection.handshake?.extensions ?? null,
			},
			close: socket?.connection.close ?? { code: null, reason: '', by: 'none', frame: false, tcp: 'open' },
		},
		frames: items.map(toFrame),
		http: [],
	};
}

/** Packets of the client when they were sent, those of the server when they were answered. */
function pollItems({ request, requestBody, requestAtUs, responseBody, responseAtUs }: HttpExchange): Item[] {
	const posted = request.method === 'POST' ? (readPayload(requestBody) ?? []) : [];
	const got = request.method === 'GET' ? (readPayload(responseBody) ?? []) : [];
	return [
		...posted.map((packet): Item => ({ sender: 'client', atUs: requestAtUs, packet })),
		...got
			.filter((packet) => textOf(packet) !== NOOP)
			.map((packet): Item => ({ sender: 'server', atUs: responseAtUs ?? requestAtUs, packet })),
	];
}

/** What only serves the change of transports: Engine.IO protocol 4, "Upgrade". */
const NOOP = '6';
const UPGRADE = new Set(['2probe', '3probe', '5', NOOP]);

function socketItems(socket: RecordedConnection | null): Item[] {
	if (socket === null) return [];
	return assembleMessages(socket.frames).flatMap(({ sender, type, payload, atUs, incomplete }): Item[] => {
		if (incomplete || (type !== 'text' && type !== 'binary')) return [];
		const packet: EnginePacket = { type, payload };
		return UPGRADE.has(textOf(packet)) ? [] : [{ sender, atUs, packet }];
	});
}

function textOf({ type, payload }: EnginePacket): string {
	return type === 'text' ? decodeUtf8Lossy(payload) : '';
}

function toFrame({ sender, atUs, packet: { type, payload } }: Item, seq: number): Frame {
	return {
		seq,
		sender,
		opcode: OPCODE[type],
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: null,
		atUs,
		wirePayloadBytes: payload.length,
		wireBytes: payload.length,
		compressed: false,
		payload,
		inflateFailed: false,
	};
}

function pathOf(target: string): string {
	return new URL(target, 'http://mock').pathname;
}
