import { randomBytes } from 'node:crypto';
import type { ObservedReplay, ReplayOutcome } from '@refrain/assertions';
import { type RecordedConnection, type RecordingSink, uuidV7 } from '@refrain/traffic';
import { HttpPlayer } from '../play/http-player.ts';
import type { Player, PlayerRandom } from '../play/player.ts';
import { WebSocketPlayer } from '../play/websocket-player.ts';
import { LiveValues } from '../values/live-values.ts';
import type { Transformer } from '../values/transformer.ts';
import type { Clock } from './clock.ts';
import { ConnectionRunner } from './connection-runner.ts';
import { maskingKey } from './masking-key.ts';
import { Openings, STOPPED } from './openings.ts';
import type { ReplayScript } from './replay-script.ts';

export interface RunSetup {
	clock: Clock;
	transformer: Transformer;
	/** Without it only the outcome is kept, not what crossed the connections. */
	keepFrames: boolean;
	sink?: RecordingSink;
	recordingId?: string;
	onChange?: () => void;
	/** An answer came: label of its exchange, and how long after the request. */
	onAnswer?: (label: string, latencyUs: number) => void;
}

const systemRandom: PlayerRandom = {
	maskingKey,
	webSocketKey: () => randomBytes(16).toString('base64'),
};

/** One copy of a snapshot, being played. */
export class SnapshotRun {
	readonly runners: readonly ConnectionRunner[];
	readonly #script: ReplayScript;
	readonly #setup: RunSetup;
	readonly #values: LiveValues;
	readonly #openings: Openings;

	constructor(script: ReplayScript, setup: RunSetup) {
		this.#script = script;
		this.#setup = setup;
		this.#values = new LiveValues(script.correlations);
		this.runners = this.#createRunners();
		// Not from inside of the player that learned it.
		this.#values.onLearn = () =>
			setImmediate(() => {
				for (const runner of this.runners) runner.wake();
			});
		this.#openings = new Openings(this.runners, script.openings, { options: script.options, clock: setup.clock });
	}

	/** Closes what is open; nothing more is opened. */
	stop(): void {
		this.#openings.stop();
	}

	async play(): Promise<ObservedReplay> {
		const startedAtUs = this.#setup.clock.nowUs();
		this.#openings.start();
		await Promise.all(this.runners.map(({ ended }) => ended));
		this.#openings.finish();
		const connections = this.runners.map((runner) => runner.observed).filter((one) => one !== null);
		return { outcome: this.#outcome(startedAtUs), connections };
	}

	#createRunners(): ConnectionRunner[] {
		const { clock, keepFrames, sink = null, onChange = () => undefined } = this.#setup;
		const { snapshot, targets, options } = this.#script;
		const recordingId = this.#setup.recordingId ?? uuidV7(Math.floor(clock.nowUs() / 1000), randomBytes(10));
		return snapshot.connections.map((recorded: RecordedConnection, index) => {
			const target = targets[index] as (typeof targets)[number];
			const player = this.#createPlayer(index);
			return new ConnectionRunner({
				recorded,
				target,
				player,
				options,
				clock,
				recordingId,
				onChange,
				sink,
				keepFrames,
			});
		});
	}

	#createPlayer(connection: number): Player {
		const { plans, targets, options } = this.#script;
		const { transformer, onAnswer } = this.#setup;
		const plan = plans[connection] as (typeof plans)[number];
		const target = targets[connection] as (typeof targets)[number];
		const setup = { target, options, values: this.#values, transformer, connection, ...(onAnswer ? { onAnswer } : {}) };
		if (plan.kind === 'http') return new HttpPlayer({ ...setup, plan });
		return new WebSocketPlayer({ ...setup, plan, random: systemRandom });
	}

	#outcome(startedAtUs: number): ReplayOutcome {
		const connections = this.runners.map((runner) => runner.outcome());
		const nothing = this.runners.every(({ unreachable }) => unreachable);
		const state = this.#openings.stopped ? 'stopped' : nothing ? 'error' : 'finished';
		const failed = this.runners.find(({ error }) => error !== null);
		const error = state === 'stopped' ? STOPPED : state === 'error' ? (failed?.error ?? null) : null;
		const endedAtUs = this.#setup.clock.nowUs();
		return { state, error, startedAtUs, endedAtUs, connections, correlations: this.#values.outcome() };
	}
}
