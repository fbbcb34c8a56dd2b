import type { WebSocketPlan } from '../plan/connection-plan.ts';
import type { PlayerCounts } from './player.ts';

/** Counts for progress: messages, and exchanges of which nothing more is to come. */
export class ExchangeCounter {
	readonly counts: PlayerCounts;
	readonly #plan: WebSocketPlan;
	/** Of each exchange: expected messages that have neither come nor been given up. */
	readonly #left: number[];
	readonly #settled = new Set<number>();

	constructor(plan: WebSocketPlan) {
		this.#plan = plan;
		this.#left = plan.exchanges.map(({ responses }) => responses.length);
		const clientMessages = plan.actions.filter(
			({ what }) => what.type === 'frame' && what.frame.fin && what.frame.opcode < 8,
		);
		this.counts = {
			messagesToSend: clientMessages.length,
			messagesSent: 0,
			messagesExpected: plan.expected.length,
			messagesReceived: 0,
			exchangesTotal: plan.exchanges.length,
			exchangesDone: 0,
		};
	}

	handshakeDone(): void {
		this.counts.exchangesDone += this.#plan.exchanges.filter(({ kind }) => kind === 'handshake').length;
	}

	sent(): void {
		this.counts.messagesSent++;
	}

	received(): void {
		this.counts.messagesReceived++;
	}

	settled(position: number): void {
		if (this.#settled.has(position)) return;
		this.#settled.add(position);
		const exchange = this.#plan.expected[position]?.exchange as number;
		this.#left[exchange] = (this.#left[exchange] as number) - 1;
		if (this.#left[exchange] === 0) this.counts.exchangesDone++;
	}
}
