import { ConversationDecoder, type ConversationEvent } from '@refrain/protocol';
import type { Command, Step } from './player.ts';

/**
 * One step of a player while it is put together: what we write passes through the same decoder as what the target sends, so that the
 * observed connection is recorded as capture would have recorded it.
 */
export class Conversation {
	readonly #decoder = new ConversationDecoder();
	#commands: Command[] = [];
	#events: ConversationEvent[] = [];
	#ended = false;

	/** Events of the target's bytes; they are part of the step. */
	received(bytes: Uint8Array, nowUs: number): ConversationEvent[] {
		return this.#keep(this.#decoder.push('server', bytes, nowUs));
	}

	/** Events of what we sent ourselves. */
	write(bytes: Uint8Array, nowUs: number): ConversationEvent[] {
		this.#commands.push({ type: 'write', bytes });
		return this.#keep(this.#decoder.push('client', bytes, nowUs));
	}

	targetEnded(how: 'fin' | 'reset', nowUs: number): void {
		this.#keep(this.#decoder.end('server', how, nowUs));
	}

	/** Ends our half of the connection; a second time does nothing. */
	end(nowUs: number): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#commands.push({ type: 'end' });
		this.#keep(this.#decoder.end('client', 'fin', nowUs));
	}

	/** Ends the connection at once; a reset if the recorded client did that. */
	cut(how: 'reset' | 'destroy', nowUs: number): void {
		this.#ended = true;
		this.#commands.push({ type: how });
		this.#keep(this.#decoder.end('client', how === 'reset' ? 'reset' : 'fin', nowUs));
		this.#keep(this.#decoder.stop(nowUs));
	}

	/** The socket is gone: what the decoder has not seen an end of is ended now. */
	over(nowUs: number): void {
		this.#keep(this.#decoder.stop(nowUs));
	}

	/** Gives out what has gathered since the last time. */
	take(): Step {
		const step = { commands: this.#commands, events: this.#events };
		this.#commands = [];
		this.#events = [];
		return step;
	}

	#keep(events: ConversationEvent[]): ConversationEvent[] {
		for (const event of events) this.#events.push(event);
		return events;
	}
}
