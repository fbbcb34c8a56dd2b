import type {
	DecodedConnection,
	DecodedMessage,
	Frame,
	Message,
	MessageType,
	RecordedConnection,
	Sender,
} from '@refrain/traffic';
import { decodeConnection } from '@refrain/traffic';

/** Which messages are shown. */
export interface MessageFilter {
	readonly sender: Sender | null;
	readonly type: MessageType | null;
	/** Messages of each connection, the first ones; null for all. */
	readonly limit: number | null;
}

export interface ShownMessage {
	readonly message: Message;
	readonly decoded: DecodedMessage;
}

/** What is shown of a connection. */
export interface Selection {
	readonly messages: readonly ShownMessage[];
	/** The wire frames of these messages; without a filter also frames that are part of none. */
	readonly frames: readonly Frame[];
	/** Messages that the filter passed but the limit did not. */
	readonly more: number;
}

export function selectMessages(recorded: RecordedConnection, filter: MessageFilter): Selection {
	const passing = pair(decodeConnection(recorded)).filter(
		({ message }) =>
			(filter.sender === null || message.sender === filter.sender) &&
			(filter.type === null || message.type === filter.type),
	);
	const messages = filter.limit === null ? passing : passing.slice(0, filter.limit);
	const unfiltered = filter.sender === null && filter.type === null && messages.length === passing.length;
	const frames = unfiltered ? recorded.frames : framesOf(recorded.frames, messages);
	return { messages, frames, more: passing.length - messages.length };
}

function pair({ messages, decoded }: DecodedConnection): ShownMessage[] {
	return messages.map((message, at) => ({ message, decoded: decoded[at] as DecodedMessage }));
}

/** Frames of one sender between the first and the last frame of a message are its own, but for control frames between them. */
function framesOf(frames: readonly Frame[], shown: readonly ShownMessage[]): Frame[] {
	const wanted = new Set<number>();
	const bySeq = new Map(frames.map((frame) => [frame.seq, frame]));
	for (const { message } of shown) {
		for (let seq = message.firstSeq; seq <= message.lastSeq; seq++) {
			const frame = bySeq.get(seq);
			const isOwn = seq === message.firstSeq || (frame?.sender === message.sender && frame.opcode === 0);
			if (isOwn) wanted.add(seq);
		}
	}
	return frames.filter(({ seq }) => wanted.has(seq));
}
