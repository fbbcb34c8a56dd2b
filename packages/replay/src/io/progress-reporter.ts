import type { ReplayProgress } from '../replay-options.ts';
import type { Clock } from './clock.ts';
import type { ConnectionRunner } from './connection-runner.ts';

const INTERVAL_MS = 100;

/** Tells how far a replay is, at most ten times a second, and once at the end. */
export class ProgressReporter {
	readonly #runners: readonly ConnectionRunner[];
	readonly #tell: (progress: ReplayProgress) => void;
	readonly #clock: Clock;
	readonly #expectedMs: number;
	readonly #startedUs: number;
	#timer: NodeJS.Timeout | null = null;
	#changed = true;

	constructor(
		runners: readonly ConnectionRunner[],
		tell: (progress: ReplayProgress) => void,
		{ clock, expectedMs }: { clock: Clock; expectedMs: number },
	) {
		this.#runners = runners;
		this.#tell = tell;
		this.#clock = clock;
		this.#expectedMs = expectedMs;
		this.#startedUs = clock.nowUs();
	}

	start(): void {
		this.#timer = setInterval(() => {
			if (!this.#changed) return;
			this.#changed = false;
			this.#tell(this.#progress('replaying'));
		}, INTERVAL_MS);
		this.#tell(this.#progress('connecting'));
	}

	changed(): void {
		this.#changed = true;
	}

	finish(): void {
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#tell(this.#progress('done'));
	}

	#progress(step: ReplayProgress['step']): ReplayProgress {
		const sum = (pick: (counts: ConnectionRunner['player']['counts']) => number) =>
			this.#runners.reduce((total, { player }) => total + pick(player.counts), 0);
		const connections = this.#runners.map(({ expectedId, state, error }) => ({
			connectionId: expectedId,
			state,
			error,
		}));
		const opened = connections.some(({ state }) => state === 'open' || state === 'closed');
		return {
			step: step === 'replaying' && !opened ? 'connecting' : step,
			connectionsTotal: connections.length,
			connectionsOpen: connections.filter(({ state }) => state === 'open').length,
			connectionsDone: this.#runners.filter(({ isOver }) => isOver).length,
			messagesToSend: sum((counts) => counts.messagesToSend),
			messagesSent: sum((counts) => counts.messagesSent),
			messagesExpected: sum((counts) => counts.messagesExpected),
			messagesReceived: sum((counts) => counts.messagesReceived),
			exchangesTotal: sum((counts) => counts.exchangesTotal),
			exchangesDone: sum((counts) => counts.exchangesDone),
			elapsedMs: Math.round((this.#clock.nowUs() - this.#startedUs) / 1000),
			expectedMs: this.#expectedMs,
			connections,
		};
	}
}
