import {
	type DecodedMessage,
	decodeConnection,
	type Exchange,
	type Frame,
	type Message,
	pairExchanges,
	type RecordedConnection,
} from '@refrain/traffic';

/** A message with what its payload says. */
export interface Item {
	readonly message: Message;
	readonly decoded: DecodedMessage;
}

/** A recorded connection decoded and paired, with what is asked of it over and over. */
export class Analysis {
	readonly recorded: RecordedConnection;
	/** By `Message.n`. */
	readonly items: readonly Item[];
	readonly exchanges: readonly Exchange[];
	/** Text and binary messages of the client that were complete, in order, without mere parts of others. */
	readonly clients: readonly Item[];
	/** Data messages that nothing asked for and the server's own pings and pongs, in order. */
	readonly pushes: readonly Item[];
	/** By correlation id: the first message that carries it and the last one of the server. */
	readonly #firstOf = new Map<string, number>();
	readonly #lastAnswerOf = new Map<string, number>();
	readonly #frameAt = new Map<number, number>();

	constructor(recorded: RecordedConnection) {
		const decoded = decodeConnection(recorded);
		this.recorded = recorded;
		this.items = decoded.messages.map((message, at) => ({ message, decoded: decoded.decoded[at] as DecodedMessage }));
		this.exchanges = pairExchanges(recorded, decoded);
		this.clients = this.items.filter(
			({ message, decoded: { role } }) => message.sender === 'client' && isData(message) && !isPart(role),
		);
		this.pushes = this.#findPushes();
		for (const [index, frame] of recorded.frames.entries()) this.#frameAt.set(frame.seq, index);
		for (const item of this.items) this.#noteId(item);
	}

	/** Client messages with the complete messages that answered them. */
	replies(): { request: Item; answers: Item[] }[] {
		return this.exchanges.flatMap(({ request, responses }) => {
			const asked = request === null ? undefined : this.items[request];
			if (asked === undefined || asked.message.incomplete) return [];
			return [{ request: asked, answers: this.#itemsOf(responses) }];
		});
	}

	/** The frames that a fragmented message came in, without control frames between them; none of others. */
	framesOf({ sender, firstSeq, lastSeq, frames }: Message): Frame[] {
		if (frames === 1) return [];
		const from = this.#frameAt.get(firstSeq) ?? 0;
		const to = this.#frameAt.get(lastSeq) ?? -1;
		const between = this.recorded.frames.slice(from, to + 1);
		return between.filter((frame) => frame.sender === sender && frame.opcode < 8);
	}

	/** A message that got no answer, and after which nothing with its id came any more, has ended what the id stood for. */
	cancels({ message, decoded }: Item, answers: number): string | null {
		const id = decoded.correlationId;
		if (id === null || answers > 0 || this.#firstOf.get(id) === message.n) return null;
		return (this.#lastAnswerOf.get(id) ?? -1) < message.n ? id : null;
	}

	#noteId({ message, decoded: { correlationId } }: Item): void {
		if (correlationId === null) return;
		if (!this.#firstOf.has(correlationId)) this.#firstOf.set(correlationId, message.n);
		if (message.sender === 'server') this.#lastAnswerOf.set(correlationId, message.n);
	}

	#findPushes(): Item[] {
		const pushes = this.exchanges.filter(({ kind }) => kind === 'push');
		const data = pushes.flatMap(({ responses }) => this.#itemsOf(responses));
		const pings = new Set(this.items.filter(({ message }) => isPing(message, 'client')).map(payloadKey));
		const control = this.items.filter((item) => {
			if (isPing(item.message, 'server')) return true;
			// RFC 6455 5.5.3: a pong with the data of a ping answers it; the mock answers pings itself.
			return item.message.type === 'pong' && item.message.sender === 'server' && !pings.has(payloadKey(item));
		});
		return [...data, ...control].filter(({ message }) => !message.incomplete).sort((a, b) => a.message.n - b.message.n);
	}

	/** Complete messages of the server. One that came in parts, each a message of its own, is one message here. */
	#itemsOf(numbers: readonly number[]): Item[] {
		const whole: Item[] = [];
		let parts: Item[] = [];
		for (const item of numbers.map((n) => this.items[n])) {
			if (item === undefined || item.message.incomplete) continue;
			if (item.decoded.role === 'first-part') {
				parts.push(item);
				continue;
			}
			whole.push(parts.length === 0 ? item : joinParts([...parts, item], item));
			parts = [];
		}
		return [...whole, ...parts];
	}
}

function isPart(role: DecodedMessage['role']): boolean {
	return role === 'first-part' || role === 'further-part';
}

function joinParts(parts: readonly Item[], last: Item): Item {
	const bytes = parts.flatMap(({ message }) => [...message.payload]);
	return { message: { ...last.message, payload: Uint8Array.from(bytes), frames: 1 }, decoded: last.decoded };
}

function isData({ type, incomplete }: Message): boolean {
	return (type === 'text' || type === 'binary') && !incomplete;
}

function isPing({ type, sender }: Message, of: Message['sender']): boolean {
	return type === 'ping' && sender === of;
}

function payloadKey({ message }: Item): string {
	return message.payload.join(',');
}
