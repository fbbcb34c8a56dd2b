import { OPCODE } from '@refrain/protocol';
import { decodeConnection, type Frame, type Message, pairExchanges, type RecordedConnection } from '@refrain/traffic';
import type {
	Action,
	ActionKind,
	ConnectionPlan,
	ExpectedMessage,
	PlannedMessage,
	WebSocketPlan,
} from './connection-plan.ts';
import { messageGroup } from './message-group.ts';

/** Reads from a recorded connection what its client did, and what each step of it followed. */
export function planConnection(recorded: RecordedConnection): ConnectionPlan {
	return recorded.connection.kind === 'http' ? { kind: 'http', recorded } : planWebSocket(recorded);
}

function planWebSocket(recorded: RecordedConnection): WebSocketPlan {
	const { connection, frames } = recorded;
	const decoded = decodeConnection(recorded);
	const exchanges = pairExchanges(recorded, decoded);
	const zeroUs = connection.handshake?.responseAtUs ?? connection.openedAtUs;
	const expected = expectedMessages({ decoded, exchanges, zeroUs });
	const actions = planActions({ recorded, messages: decoded.messages, expected, zeroUs });
	const endUs = connection.closedAtUs ?? frames.at(-1)?.atUs ?? zeroUs;
	const by = connection.close?.by ?? 'none';
	return { kind: 'websocket', recorded, actions, expected, ending: by, endOffsetUs: endUs - zeroUs, exchanges };
}

interface Decoded {
	decoded: ReturnType<typeof decodeConnection>;
	exchanges: ReturnType<typeof pairExchanges>;
	zeroUs: number;
}

function expectedMessages({ decoded: { messages, decoded }, exchanges, zeroUs }: Decoded): ExpectedMessage[] {
	const ordinals = new Map(messages.filter(isClientData).map(({ n }, ordinal) => [n, ordinal]));
	const places = new Map<number, { exchange: number; request: number | null }>();
	for (const [exchange, { request, responses }] of exchanges.entries()) {
		const ordinal = request === null ? null : (ordinals.get(request) ?? null);
		for (const n of responses) places.set(n, { exchange, request: ordinal });
	}
	return messages.flatMap(({ n, firstAtUs }) => {
		const place = places.get(n);
		const meaning = decoded[n];
		if (place === undefined || meaning === undefined) return [];
		const { correlationId } = meaning;
		return [{ n, group: messageGroup(meaning), correlationId, offsetUs: firstAtUs - zeroUs, ...place }];
	});
}

function isClientData({ sender, type }: Message): boolean {
	return sender === 'client' && (type === 'text' || type === 'binary');
}

interface ActionFacts {
	recorded: RecordedConnection;
	messages: readonly Message[];
	expected: readonly ExpectedMessage[];
	zeroUs: number;
}

function planActions({ recorded, messages, expected, zeroUs }: ActionFacts): Action[] {
	const { connection, frames } = recorded;
	const atFrame = new Map(expected.map(({ n }, position) => [messages[n]?.lastSeq, position]));
	const actions: Action[] = [];
	let after: number[] = [];
	const add = (what: ActionKind, atUs: number) => {
		actions.push({ what, offsetUs: atUs - zeroUs, after });
		after = [];
	};
	const planned = plannedMessages(frames, messages);
	const scheduled = scheduledFrames(frames);
	for (const frame of frames) {
		const position = atFrame.get(frame.seq);
		if (position !== undefined) after.push(position);
		else if (scheduled.has(frame)) add({ type: 'frame', frame, message: planned.get(frame.seq) ?? null }, frame.atUs);
	}
	const { close } = connection;
	if (close?.by === 'client' && !close.frame && close.tcp !== 'open') {
		add({ type: 'end', how: close.tcp }, connection.closedAtUs ?? zeroUs);
	}
	return actions;
}

/** By `Frame.seq`: the frames of compressed messages, which are compressed anew with what the target agrees on. */
function plannedMessages(frames: readonly Frame[], messages: readonly Message[]): Map<number, PlannedMessage> {
	const compressed = new Map(
		messages
			.filter((one) => one.sender === 'client' && one.compressed && !one.incomplete)
			.map((one) => [one.firstSeq, one]),
	);
	const planned = new Map<number, PlannedMessage>();
	let current: PlannedMessage | null = null;
	for (const { seq, sender, opcode } of frames) {
		// RFC 6455 5.4: control frames may stand between the fragments of a message.
		if (sender !== 'client' || opcode >= OPCODE.close) continue;
		const begun = compressed.get(seq);
		if (opcode !== OPCODE.continuation) {
			current = begun === undefined ? null : { payload: begun.payload, frames: begun.frames, part: 0 };
		} else if (current !== null) {
			current = { payload: current.payload, frames: current.frames, part: current.part + 1 };
		}
		if (current !== null) planned.set(seq, current);
	}
	return planned;
}

/**
 * What the client did of its own accord: not its pongs to the server's pings, nor its answer to the server's close; those answer
 * what the target does.
 */
function scheduledFrames(frames: readonly Frame[]): Set<Frame> {
	const scheduled = new Set<Frame>();
	const pinged = new Set<string>();
	let closedByServer = false;
	for (const frame of frames) {
		if (frame.sender === 'server') {
			if (frame.opcode === OPCODE.ping) pinged.add(frame.payload.join());
			if (frame.opcode === OPCODE.close) closedByServer = true;
			continue;
		}
		const answersPing = frame.opcode === OPCODE.pong && pinged.has(frame.payload.join());
		const answersClose = frame.opcode === OPCODE.close && closedByServer;
		if (!answersPing && !answersClose) scheduled.add(frame);
	}
	return scheduled;
}
