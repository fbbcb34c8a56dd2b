import type { Frame, Message, MessageType } from './model.ts';

/** A message while its frames arrive. */
interface Draft {
	readonly n: number;
	readonly type: MessageType;
	readonly frames: Frame[];
	wireBytes: number;
}

/**
 * Joins frames to messages as they arrive. `n` counts by first frame (RFC 6455 5.4 lets control frames stand between the
 * fragments of a message), so a control frame inside a fragmented message is given out before it with a higher `n`.
 */
export class MessageStream {
	#next = 0;
	readonly #drafts: { client: Draft | null; server: Draft | null } = { client: null, server: null };

	/** Messages that this frame completes; of a broken fragment sequence also the one that it cut off. */
	push(frame: Frame): Message[] {
		const type = TYPES[frame.opcode];
		if (type === 'continuation') return this.#continue(frame);
		if (type === 'text' || type === 'binary') return [...this.#cutOff(frame.sender), ...this.#begin(frame, type)];
		if (type !== undefined) return [finish(newDraft(this.#next++, type, frame), false)];
		// RFC 6455 5.2: the other opcodes are reserved and carry no message.
		return [];
	}

	/** The connection (or the recording) ended: what is unfinished, marked `incomplete`. */
	end(): Message[] {
		return [...this.#cutOff('client'), ...this.#cutOff('server')];
	}

	#begin(frame: Frame, type: MessageType): Message[] {
		const draft = newDraft(this.#next++, type, frame);
		if (frame.fin) return [finish(draft, false)];
		this.#drafts[frame.sender] = draft;
		return [];
	}

	#continue(frame: Frame): Message[] {
		const draft = this.#drafts[frame.sender];
		// RFC 6455 5.4 forbids a continuation of nothing; its bytes are shown all the same.
		if (draft === null) return this.#begin(frame, 'binary');
		draft.frames.push(frame);
		draft.wireBytes += frame.wireBytes;
		if (!frame.fin) return [];
		this.#drafts[frame.sender] = null;
		return [finish(draft, false)];
	}

	#cutOff(sender: Frame['sender']): Message[] {
		const draft = this.#drafts[sender];
		this.#drafts[sender] = null;
		return draft === null ? [] : [finish(draft, true)];
	}
}

/** All messages of a connection in order of `n`, from its frames in order of `seq`. */
export function assembleMessages(frames: Iterable<Frame>): Message[] {
	const stream = new MessageStream();
	const messages: Message[] = [];
	for (const frame of frames) for (const message of stream.push(frame)) messages[message.n] = message;
	for (const message of stream.end()) messages[message.n] = message;
	return messages;
}

const TYPES: Readonly<Record<number, MessageType | 'continuation'>> = {
	0: 'continuation',
	1: 'text',
	2: 'binary',
	8: 'close',
	9: 'ping',
	10: 'pong',
};

function newDraft(n: number, type: MessageType, frame: Frame): Draft {
	return { n, type, frames: [frame], wireBytes: frame.wireBytes };
}

function finish({ n, type, frames, wireBytes }: Draft, incomplete: boolean): Message {
	const first = frames[0] as Frame;
	const last = frames.at(-1) as Frame;
	return {
		n,
		sender: first.sender,
		type,
		atUs: last.atUs,
		firstAtUs: first.atUs,
		payload: frames.length === 1 ? first.payload : join(frames.map((frame) => frame.payload)),
		firstSeq: first.seq,
		lastSeq: last.seq,
		frames: frames.length,
		compressed: first.compressed,
		wireBytes,
		incomplete,
	};
}

function join(parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((bytes, part) => bytes + part.byteLength, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.byteLength;
	}
	return joined;
}
