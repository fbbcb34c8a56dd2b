import type { ReplayOptions } from '../replay-options.ts';
import type { Opening } from '../schedule/opening-schedule.ts';
import type { Clock } from './clock.ts';
import type { ConnectionRunner } from './connection-runner.ts';

export const STOPPED = 'the replay was stopped';

/** Opens each connection when its time has come and what came before it is over. */
export class Openings {
	readonly #runners: readonly ConnectionRunner[];
	readonly #openings: readonly Opening[];
	readonly #options: ReplayOptions;
	readonly #clock: Clock;
	readonly #timers = new Set<NodeJS.Timeout>();
	stopped = false;

	constructor(
		runners: readonly ConnectionRunner[],
		openings: readonly Opening[],
		{ options, clock }: { options: ReplayOptions; clock: Clock },
	) {
		this.#runners = runners;
		this.#openings = openings;
		this.#options = options;
		this.#clock = clock;
	}

	start(): void {
		const startUs = this.#clock.nowUs();
		for (const [index, opening] of this.#openings.entries()) {
			this.#at(startUs + opening.offsetUs, () => this.#openAfter(index, opening));
		}
	}

	stop(): void {
		this.stopped = true;
		this.finish();
		for (const runner of this.#runners) if (!runner.isOver) runner.stop(STOPPED);
	}

	/** No more is opened. */
	finish(): void {
		for (const timer of this.#timers) clearTimeout(timer);
	}

	#at(dueUs: number, action: () => void): void {
		if (this.stopped) return;
		const timer = setTimeout(
			() => {
				this.#timers.delete(timer);
				action();
			},
			Math.max(0, (dueUs - this.#clock.nowUs()) / 1000),
		);
		this.#timers.add(timer);
	}

	async #openAfter(index: number, { before }: Opening): Promise<void> {
		const runner = this.#runners[index] as ConnectionRunner;
		const cause = before === null ? undefined : this.#runners[before.connection];
		if (before !== null && cause !== undefined && cause !== runner) await this.#isDone(cause, before.answers);
		if (this.stopped || runner.isOver) return;
		runner.open();
		await runner.ended;
		// A target that is not there will not be there for the next connection either.
		if (runner.unreachable && !this.#runners.some(({ observed }) => observed !== null)) this.#abandonRest(runner);
	}

	/** Waits until a connection has ended, or has had so many answers; not for ever. */
	async #isDone(cause: ConnectionRunner, answers: number | null): Promise<void> {
		if (cause.isOver) return;
		const timeout = new Promise<void>((resolve) => {
			this.#at(this.#clock.nowUs() + this.#options.answerTimeoutMs * 1000, resolve);
		});
		if (answers === null) await Promise.race([cause.ended, timeout]);
		else await Promise.race([cause.ended, cause.answered(answers), timeout]);
	}

	#abandonRest({ error }: ConnectionRunner): void {
		for (const timer of this.#timers) clearTimeout(timer);
		for (const runner of this.#runners)
			if (runner.state === 'not-started' && !runner.isOver) runner.abandon(error ?? STOPPED);
	}
}
