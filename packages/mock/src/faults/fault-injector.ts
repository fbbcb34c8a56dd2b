import { encodeClosePayload } from '@refrain/protocol';
import type { Command } from '../connection/command.ts';
import { resolveLazy } from '../connection/lazy.ts';
import { Schedule } from '../connection/schedule.ts';
import type { MockFault } from './fault.ts';

export interface FaultInjectorInput {
	/** Asked anew for every message, so that changed faults hold at once. */
	faults: () => readonly MockFault[];
	/** [0, 1); seeded, so that a run can be had again. */
	random: () => number;
	path: string;
	connection: number;
}

type Send = Extract<Command, { type: 'send' }>;

/** Stands between a mock connection and its socket, and lets go wrong what the faults ask for. */
export class FaultInjector {
	readonly #input: FaultInjectorInput;
	readonly #delayed = new Schedule<Send>();
	#held: Send | null = null;
	#sent = 0;
	#stalled = false;
	#over = false;

	constructor(input: FaultInjectorInput) {
		this.#input = input;
	}

	get nextDueUs(): number | null {
		return this.#stalled || this.#over ? null : this.#delayed.nextAtUs;
	}

	/** Commands after the faults had their way with them. */
	apply(commands: readonly Command[], nowUs: number): Command[] {
		if (this.#input.faults().length === 0 && this.#delayed.size === 0 && !this.#stalled) return [...commands];
		return [...commands.flatMap((command) => this.#applyTo(command, nowUs)), ...this.takeDue(nowUs)];
	}

	/** Delayed messages whose time has come. */
	takeDue(nowUs: number): Command[] {
		const due: Command[] = [];
		if (this.#stalled || this.#over) return due;
		for (let next = this.#delayed.takeDue(nowUs); next !== null; next = this.#delayed.takeDue(nowUs))
			due.push(next.item);
		return due;
	}

	#applyTo(command: Command, nowUs: number): Command[] {
		if (this.#over) return [{ type: 'log', entry: command.entry }];
		if (this.#stalled) return command.type === 'log' ? [command] : [];
		if (command.type !== 'send' || command.messageType === 'pong') return [command];
		this.#sent += 1;
		const fault = this.#input.faults().find((candidate) => this.#hits(candidate, command));
		const after = fault === undefined ? [command] : this.#break(command, fault, nowUs);
		if (this.#held === null || this.#held === command || after.length === 0) return after;
		const held = this.#held;
		this.#held = null;
		return [...after, held];
	}

	#hits({ enabled, kind, path, connections, after, rate }: MockFault, { entry }: Send): boolean {
		if (!enabled || this.#sent < after) return false;
		if (kind !== undefined && kind !== entry.kind) return false;
		if (path !== undefined && path !== this.#input.path) return false;
		if (connections !== undefined && !connections.includes(this.#input.connection)) return false;
		return rate >= 1 || this.#input.random() < rate;
	}

	#break(command: Send, { effect, name }: MockFault, nowUs: number): Command[] {
		const broken: Send = {
			...command,
			entry: { ...command.entry, reason: `${resolveLazy(command.entry.reason)}; fault "${name}"` },
		};
		switch (effect.do) {
			case 'delay': {
				const jitterUs = effect.jitterMs * 1000 * this.#input.random();
				this.#delayed.add(Math.round(nowUs + effect.ms * 1000 + jitterUs), broken);
				return [];
			}
			case 'drop':
				return [{ type: 'log', entry: { ...broken.entry, reason: `dropped: fault "${name}"` } }];
			case 'duplicate':
				return [command, broken];
			case 'reorder':
				if (this.#held !== null) return [command];
				this.#held = broken;
				return [];
			case 'corrupt':
				return [{ ...broken, payload: this.#corrupt(command.payload) }];
			case 'truncate':
				return [{ ...broken, payload: command.payload.slice(0, effect.bytes ?? command.payload.length >> 1) }];
			case 'close':
				this.#over = true;
				return [{ type: 'close', payload: encodeClosePayload(effect.code, effect.reason), entry: broken.entry }];
			case 'end':
			case 'reset':
				this.#over = true;
				return [{ type: 'drop', how: effect.do === 'end' ? 'fin' : 'reset', entry: broken.entry }];
			case 'stall':
				this.#stalled = true;
				return [{ type: 'stall', entry: broken.entry }];
			case 'slow-read':
				return [{ type: 'slow-read', bytesPerSecond: effect.bytesPerSecond, entry: broken.entry }, command];
			default:
				// Faults of handshakes do nothing to messages.
				return [command];
		}
	}

	#corrupt(payload: Uint8Array): Uint8Array {
		const corrupted = payload.slice();
		const at = Math.floor(this.#input.random() * payload.length);
		// Any other printable character, so that a text stays one.
		if (payload.length > 0) corrupted[at] = corrupted[at] === 0x23 ? 0x24 : 0x23;
		return corrupted;
	}
}
