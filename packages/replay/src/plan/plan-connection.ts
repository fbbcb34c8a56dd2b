import { OPCODE } from '@refrain/protocol';
import {
	type DecodedMessage,
	decodeConnection,
	type Frame,
	type Message,
	pairExchanges,
	type RecordedConnection,
} from '@refrain/traffic';
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
	const actions = planActions({ recorded, decoded, expected, zeroUs });
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
	decoded: ReturnType<typeof decodeConnection>;
	expected: readonly ExpectedMessage[];
	zeroUs: number;
}

function planActions({ recorded, decoded, expected, zeroUs }: ActionFacts): Action[] {
	const { connection, frames } = recorded;
	const atFrame = new Map(expected.map(({ n }, position) => [decoded.messages[n]?.lastSeq, position]));
	const actions: Action[] = [];
	let after: number[] = [];
	const add = (what: ActionKind, atUs: number) => {
		actions.push({ what, offsetUs: atUs - zeroUs, after });
		after = [];
	};
	const planned = plannedMessages(frames, decoded);
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

/** By `Frame.seq`: the frames of the client's messages. */
function plannedMessages(
	frames: readonly Frame[],
	{ messages, decoded }: ReturnType<typeof decodeConnection>,
): Map<number, PlannedMessage> {
	// What was cut off in the recording, or could not be inflated, is sent frame by frame as it was.
	const whole = messages.filter((one) => isClientData(one) && !one.incomplete);
	const begun = new Map(whole.map((one) => [one.firstSeq, one]));
	const planned = new Map<number, PlannedMessage>();
	let current: PlannedMessage | null = null;
	for (const { seq, sender, opcode, inflateFailed } of frames) {
		// RFC 6455 5.4: control frames may stand between the fragments of a message.
		if (sender !== 'client' || opcode >= OPCODE.close) continue;
		if (opcode === OPCODE.continuation) {
			if (current !== null) current = { ...(current as PlannedMessage), part: (current as PlannedMessage).part + 1 };
		} else {
			const message = inflateFailed ? undefined : begun.get(seq);
			current = message === undefined ? null : planMessage(message, decoded[message.n] as DecodedMessage);
		}
		if (current !== null) planned.set(seq, current);
	}
	return planned;
}

function planMessage({ n, payload, compressed, frames }: Message, decoded: DecodedMessage): PlannedMessage {
	return { n, payload, decoded, compressed, frames, part: 0 };
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
