import { parseCloseFrame } from './close-frame.ts';
import type { CloseInfo, Frame, Sender } from './events.ts';
import { OPCODE } from './opcodes.ts';

/** Finds out how a connection ended and who began it. */
export class CloseTracker {
	#first: { by: Sender; code: number | null; reason: string } | null = null;
	#endedFirst: Sender | null = null;
	#ended: Set<Sender> = new Set();
	#tcp: CloseInfo['tcp'] = 'open';
	#closed = false;

	/** True when nothing more is to come. */
	get closed(): boolean {
		return this.#closed;
	}

	hasEnded(sender: Sender): boolean {
		return this.#ended.has(sender);
	}

	see(frame: Pick<Frame, 'sender' | 'opcode' | 'payload'>): void {
		if (frame.opcode !== OPCODE.close || this.#first !== null) return;
		const { code, reason } = parseCloseFrame(frame.payload);
		this.#first = { by: frame.sender, code, reason };
	}

	/** One half ended; true when the connection is over with it. A reset ends both halves. */
	end(sender: Sender, how: 'fin' | 'reset'): boolean {
		this.#endedFirst ??= sender;
		this.#ended.add(sender);
		const over = this.#ended.size === 2 || how === 'reset';
		if (over) {
			this.#tcp = how === 'reset' ? 'reset' : 'fin';
			this.#closed = true;
		}
		return over;
	}

	stop(): void {
		this.#closed = true;
	}

	info(): CloseInfo {
		const first = this.#first;
		return {
			code: first?.code ?? null,
			reason: first?.reason ?? '',
			by: first?.by ?? this.#endedFirst ?? 'none',
			frame: first !== null,
			tcp: this.#tcp,
		};
	}
}
