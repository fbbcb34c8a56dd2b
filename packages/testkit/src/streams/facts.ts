import { createHash } from 'node:crypto';
import { assembleMessages, type Message, type RecordedConnection, type Sender } from '@refrain/traffic';

/** What `*.facts.json` says of one direction of a WebSocket; only the parts that a recording can be held to. */
interface DirectionFacts {
	frames: number;
	by_opcode: Record<string, number>;
	continuation_frames: number;
	rsv1_frames: number;
	masked_frames: number;
	wire_payload_bytes: number;
	stream_bytes: number;
	messages: number;
	text_messages: number;
	binary_messages: number;
	fragmented_messages: number;
	compressed_messages: number;
	message_bytes: number;
	max_message_bytes: number;
	first_message_sha256: string | null;
	last_message_sha256: string | null;
	all_messages_sha256: string | null;
	close: { code: number | null; reason: string } | null;
}

/** What `*.facts.json` says of one TCP connection. */
export interface TcpFacts {
	websocket: boolean;
	http_statuses: number[];
	refused_upgrades: { request: string; status: number }[];
	handshake: {
		request_line: string;
		host: string | null;
		origin: string | null;
		offered_subprotocols: string | null;
		offered_extensions: string | null;
		key: string | null;
		version: string | null;
		status: number;
		accept: string | null;
		subprotocol: string | null;
		extensions: string | null;
		request_headers: number;
		response_headers: number;
	} | null;
	c2s: DirectionFacts | null;
	s2c: DirectionFacts | null;
	close_initiator: Sender | null;
	/** Who ended TCP first, and how: 'c2s-fin'. */
	tcp_end: string | null;
}

const OPCODES: Readonly<Record<number, string>> = { 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };

/** The facts of one TCP connection from what was recorded of it: one HTTP connection at most, and its WebSockets. */
export function factsOf(recorded: readonly RecordedConnection[]): TcpFacts {
	const websocket = recorded.find(({ connection }) => connection.handshake?.accepted);
	const refused = recorded.filter(({ connection }) => connection.handshake && !connection.handshake.accepted);
	const close = recorded[0]?.connection.close ?? null;
	const http = recorded.flatMap((one) => one.http.map(({ response }) => response?.status ?? 0));
	return {
		websocket: websocket !== undefined,
		http_statuses: [...http, ...refused.map(({ connection }) => connection.handshake?.response?.status ?? 0)],
		refused_upgrades: refused.map(({ connection: { handshake } }) => ({
			request: `${handshake?.request.method} ${handshake?.request.target} HTTP/${handshake?.request.version}`,
			status: handshake?.response?.status ?? 0,
		})),
		handshake: websocket ? handshakeFacts(websocket) : null,
		c2s: websocket ? directionFacts(websocket, 'client') : null,
		s2c: websocket ? directionFacts(websocket, 'server') : null,
		close_initiator: close?.frame ? (close.by as Sender) : null,
		tcp_end:
			close === null || close.by === 'none' || close.frame
				? null
				: `${side(close.by)}-${close.tcp === 'reset' ? 'rst' : 'fin'}`,
	};
}

/** The same facts out of a `*.facts.json` connection. */
export function expectedFacts(stated: Record<string, never>): TcpFacts {
	const read = stated as unknown as Partial<TcpFacts> & { tcp_end: string[] };
	const websocket = read.websocket ?? false;
	return {
		websocket,
		http_statuses: read.http_statuses ?? [],
		refused_upgrades: read.refused_upgrades ?? [],
		handshake: websocket && read.handshake ? pick(read.handshake, HANDSHAKE_KEYS) : null,
		c2s: websocket && read.c2s ? direction(read.c2s) : null,
		s2c: websocket && read.s2c ? direction(read.s2c) : null,
		close_initiator: read.close_initiator ?? null,
		tcp_end: read.close_initiator ? null : (read.tcp_end[0] ?? null),
	};
}

const HANDSHAKE_KEYS = [
	'request_line',
	'host',
	'origin',
	'offered_subprotocols',
	'offered_extensions',
	'key',
	'version',
	'status',
	'accept',
	'subprotocol',
	'extensions',
	'request_headers',
	'response_headers',
] as const;

const DIRECTION_KEYS = [
	'frames',
	'by_opcode',
	'continuation_frames',
	'rsv1_frames',
	'masked_frames',
	'wire_payload_bytes',
	'stream_bytes',
	'messages',
	'text_messages',
	'binary_messages',
	'fragmented_messages',
	'compressed_messages',
	'message_bytes',
	'max_message_bytes',
	'first_message_sha256',
	'last_message_sha256',
	'all_messages_sha256',
] as const;

function direction(stated: DirectionFacts): DirectionFacts {
	const close = stated.close && { code: stated.close.code, reason: stated.close.reason ?? '' };
	return { ...pick(stated, DIRECTION_KEYS), close };
}

function handshakeFacts({ connection: { handshake } }: RecordedConnection): TcpFacts['handshake'] {
	if (!handshake?.response) return null;
	const { request, response } = handshake;
	const header = (headers: typeof request.headers, wanted: string) =>
		headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
	return {
		request_line: `${request.method} ${request.target} HTTP/${request.version}`,
		host: header(request.headers, 'host'),
		origin: header(request.headers, 'origin'),
		offered_subprotocols: header(request.headers, 'sec-websocket-protocol'),
		offered_extensions: header(request.headers, 'sec-websocket-extensions'),
		key: header(request.headers, 'sec-websocket-key'),
		version: header(request.headers, 'sec-websocket-version'),
		status: response.status,
		accept: header(response.headers, 'sec-websocket-accept'),
		subprotocol: handshake.subprotocol,
		extensions: handshake.extensions,
		request_headers: request.headers.length,
		response_headers: response.headers.length,
	};
}

function directionFacts({ frames }: RecordedConnection, sender: Sender): DirectionFacts {
	const own = frames.filter((frame) => frame.sender === sender);
	const messages = assembleMessages(frames).filter((message) => message.sender === sender);
	const data = messages.filter(({ type, incomplete }) => (type === 'text' || type === 'binary') && !incomplete);
	const byOpcode: Record<string, number> = {};
	for (const { opcode } of own) {
		const name = OPCODES[opcode];
		if (name) byOpcode[name] = (byOpcode[name] ?? 0) + 1;
	}
	const close = messages.find(({ type }) => type === 'close');
	return {
		frames: own.length,
		by_opcode: byOpcode,
		continuation_frames: own.filter(({ opcode }) => opcode === 0).length,
		rsv1_frames: own.filter(({ rsv1 }) => rsv1).length,
		masked_frames: own.filter(({ maskingKey }) => maskingKey !== null).length,
		wire_payload_bytes: sum(own.map(({ wirePayloadBytes }) => wirePayloadBytes)),
		stream_bytes: sum(own.map(({ wireBytes }) => wireBytes)),
		messages: data.length,
		text_messages: data.filter(({ type }) => type === 'text').length,
		binary_messages: data.filter(({ type }) => type === 'binary').length,
		fragmented_messages: data.filter((message) => message.frames > 1).length,
		compressed_messages: data.filter(({ compressed }) => compressed).length,
		message_bytes: sum(data.map(({ payload }) => payload.length)),
		max_message_bytes: Math.max(0, ...data.map(({ payload }) => payload.length)),
		first_message_sha256: data[0] ? sha256(data[0].payload) : null,
		last_message_sha256: data.at(-1) ? sha256((data.at(-1) as Message).payload) : null,
		all_messages_sha256: data.length > 0 ? sha256(Buffer.concat(data.flatMap(labelled))) : null,
		close: close ? closeFacts(close.payload) : null,
	};
}

function labelled({ type, payload }: Message): Uint8Array[] {
	return [Buffer.from(`${type} ${payload.length}\n`), payload];
}

function closeFacts(payload: Uint8Array): { code: number | null; reason: string } {
	const bytes = Buffer.from(payload);
	return { code: bytes.length >= 2 ? bytes.readUInt16BE(0) : null, reason: bytes.subarray(2).toString() };
}

const side = (sender: Sender) => (sender === 'client' ? 'c2s' : 's2c');
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function pick<From extends object, Key extends keyof From>(from: From, keys: readonly Key[]): Pick<From, Key> {
	return Object.fromEntries(keys.map((key) => [key, from[key] ?? null])) as Pick<From, Key>;
}
