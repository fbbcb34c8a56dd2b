import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import type { Command } from '../src/connection/command.ts';
import { resolveLazy } from '../src/connection/lazy.ts';
import { MockConnection } from '../src/connection/mock-connection.ts';
import { seededRandom } from '../src/faults/seeded-random.ts';
import { type MockOptionsInput, parseMockOptions } from '../src/mock-options.ts';
import { MockPlan } from '../src/script/mock-plan.ts';
import { bytesOf, EPOCH_US, snapshot } from './transcript.ts';

/** Plays a mock connection without a socket: time is a number, and everything sent is kept. */
export class Play {
	readonly plan: MockPlan;
	readonly connection: MockConnection;
	readonly commands: Command[] = [];
	/** Milliseconds since the handshake. */
	#nowMs = 0;

	constructor(recorded: readonly RecordedConnection[] | Snapshot, options: MockOptionsInput = {}, target = '/ws') {
		const source = 'connections' in recorded ? recorded : snapshot(...recorded);
		this.plan = new MockPlan([source], parseMockOptions(options));
		const route = this.plan.route({ method: 'GET', target, version: '1.1', headers: [] });
		if (route.type !== 'accept') throw new Error(`the handshake was not accepted: ${route.type}`);
		const { script, scripts } = route;
		this.connection = new MockConnection({
			script,
			scripts,
			matcher: () => this.plan.matcherFor(scripts),
			options: () => this.plan.options,
			pushedAnyway: () => this.plan.pushFingerprints(scripts),
			subprotocol: script.connection.handshake?.subprotocol ?? null,
			number: 1,
			world: { counters: new Map(), random: seededRandom(1) },
			openedAtUs: EPOCH_US,
		});
		this.commands.push(...this.connection.open(EPOCH_US));
		this.advance(0);
	}

	/** Lets the time pass until `ms` after the handshake, stopping wherever something is due. */
	advance(ms: number): this {
		for (;;) {
			const dueUs = this.connection.nextDueUs;
			if (dueUs === null || (dueUs - EPOCH_US) / 1000 > ms) break;
			this.#nowMs = Math.max(this.#nowMs, (dueUs - EPOCH_US) / 1000);
			this.commands.push(...this.connection.advance(this.#nowUs));
		}
		this.#nowMs = Math.max(this.#nowMs, ms);
		return this;
	}

	say(message: unknown, type?: 'text' | 'binary' | 'ping' | 'pong' | 'close'): this {
		const kind = type ?? (message instanceof Uint8Array ? 'binary' : 'text');
		this.commands.push(...this.connection.receive({ type: kind, payload: bytesOf(message) }, this.#nowUs));
		return this;
	}

	/** What was sent: JSON as values, other text as it is, a close as 'close <code>'. */
	get sent(): unknown[] {
		return this.commands.flatMap((command) => {
			if (command.type === 'close') return [`close ${new DataView(command.payload.slice().buffer).getUint16(0)}`];
			if (command.type === 'drop') return [`drop ${command.how}`];
			if (command.type !== 'send') return [];
			if (command.messageType === 'binary') return [command.payload];
			const text = new TextDecoder().decode(command.payload);
			return [/^[{[]/.test(text) ? JSON.parse(text) : text];
		});
	}

	/** When each message was sent, milliseconds after the handshake. */
	get times(): number[] {
		const sent = this.commands.filter(({ type }) => type === 'send' || type === 'close');
		return sent.map(({ entry }) => (entry.atUs - EPOCH_US) / 1000);
	}

	/** The decisions, with their reasons. */
	get decisions(): string[] {
		return this.commands.flatMap(({ entry }) =>
			entry.decision === null ? [] : [`${entry.decision} ${resolveLazy(entry.reason)}`],
		);
	}

	get #nowUs(): number {
		return EPOCH_US + this.#nowMs * 1000;
	}
}
