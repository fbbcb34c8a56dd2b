import { randomBytes } from 'node:crypto';
import { type Correlation, findCorrelations, type ObservedReplay, type ReplayOutcome } from '@refrain/assertions';
import { type RecordedConnection, type RecordingSink, type Snapshot, uuidV7 } from '@refrain/traffic';
import { planConnection } from '../plan/plan-connection.ts';
import { HttpPlayer, type HttpPlayerSetup } from '../play/http-player.ts';
import type { Player, PlayerRandom } from '../play/player.ts';
import { WebSocketPlayer } from '../play/websocket-player.ts';
import { ReplayError } from '../replay-error.ts';
import {
	expectedDurationMs,
	type ReplayOptions,
	type ReplayOptionsInput,
	type ReplayProgress,
	replayOptionsSchema,
} from '../replay-options.ts';
import { resolveTarget, type TargetAddress } from '../resolve-target.ts';
import { type Opening, openingSchedule } from '../schedule/opening-schedule.ts';
import { LiveValues } from '../values/live-values.ts';
import type { Transformer } from '../values/transformer.ts';
import { type Clock, processClock } from './clock.ts';
import { ConnectionRunner } from './connection-runner.ts';
import { createTransformer } from './create-transformer.ts';
import { ProgressReporter } from './progress-reporter.ts';

export interface ReplayRequest {
	snapshot: Snapshot;
	/** 'ws://host:port', or only what differs from the recording: ':8080'. */
	target: string;
	options?: ReplayOptionsInput;
	/** Also gets everything observed, as an ordinary recording. */
	sink?: RecordingSink;
	/** Put on the observed connections. */
	recordingId?: string;
	onProgress?: (progress: ReplayProgress) => void;
	/** Stops the replay: open connections are closed with 1001. */
	signal?: AbortSignal;
	clock?: Clock;
}

const STOPPED = 'the replay was stopped';

/**
 * Plays the client's side of a snapshot against a target and gives back what was observed.
 * Whatever the target does is part of the outcome; it throws only for wrong arguments (ReplayError).
 */
export async function startReplay(request: ReplayRequest): Promise<ObservedReplay> {
	const { snapshot, signal } = request;
	if (snapshot.connections.length === 0) {
		throw new ReplayError(
			'SNAPSHOT_EMPTY',
			`the snapshot "${snapshot.name}" holds no connection; there is nothing to replay`,
		);
	}
	const options = replayOptionsSchema.parse(request.options ?? {});
	const clock = request.clock ?? processClock;
	const startedAtUs = clock.nowUs();
	let reporter: ProgressReporter | null = null;
	const transformer = createTransformer(options);
	const values = new LiveValues(activeCorrelations(snapshot, options));
	const runners = createRunners(request, { options, clock, values, transformer, onChange: () => reporter?.changed() });
	// Not from inside of the player that learned it.
	values.onLearn = () =>
		setImmediate(() => {
			for (const runner of runners) runner.wake();
		});
	reporter = new ProgressReporter(runners, request.onProgress ?? (() => undefined), {
		clock,
		expectedMs: expectedDurationMs(snapshot, options),
	});
	reporter.start();
	const openings = new Openings(runners, openingSchedule(snapshot, options), { options, clock });
	const stop = () => openings.stop();
	if (signal?.aborted) stop();
	else signal?.addEventListener('abort', stop, { once: true });
	openings.start();
	await Promise.all(runners.map(({ ended }) => ended));
	signal?.removeEventListener('abort', stop);
	openings.finish();
	await request.sink?.flush();
	reporter.finish();
	return {
		outcome: outcomeOf(runners, values, { startedAtUs, endedAtUs: clock.nowUs(), stopped: openings.stopped }),
		connections: observed(runners),
	};
}

function activeCorrelations(snapshot: Snapshot, { correlations: { auto, off } }: ReplayOptions): Correlation[] {
	return auto ? findCorrelations(snapshot).filter(({ id }) => !off.includes(id)) : [];
}

interface RunnerContext {
	options: ReplayOptions;
	values: LiveValues;
	transformer: Transformer;
	clock: Clock;
	onChange: () => void;
}

function createRunners(
	request: ReplayRequest,
	{ options, clock, values, transformer, onChange }: RunnerContext,
): ConnectionRunner[] {
	const recordingId = request.recordingId ?? uuidV7(Math.floor(clock.nowUs() / 1000), randomBytes(10));
	return request.snapshot.connections.map((recorded, connection) => {
		const target = targetFor(request.target, recorded);
		const player = createPlayer(recorded, { target, options, values, transformer, connection });
		return new ConnectionRunner({
			recorded,
			target,
			player,
			options,
			clock,
			recordingId,
			onChange,
			sink: request.sink ?? null,
		});
	});
}

/** A path in the target is that of the WebSocket: plain requests keep theirs. */
function targetFor(target: string, { connection }: RecordedConnection): TargetAddress {
	const resolved = resolveTarget(target, connection);
	return connection.kind === 'http' ? { ...resolved, path: connection.path } : resolved;
}

type PlayerSetup = Omit<HttpPlayerSetup, 'plan'>;

function createPlayer(recorded: RecordedConnection, setup: PlayerSetup): Player {
	const plan = planConnection(recorded);
	if (plan.kind === 'http') return new HttpPlayer({ ...setup, plan });
	return new WebSocketPlayer({ ...setup, plan, random: systemRandom });
}

const systemRandom: PlayerRandom = {
	maskingKey: () => randomBytes(4).readUInt32BE(),
	webSocketKey: () => randomBytes(16).toString('base64'),
};

/** Opens each connection when its time has come and what came before it is over. */
class Openings {
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

function observed(runners: readonly ConnectionRunner[]): RecordedConnection[] {
	return runners.map((runner) => runner.observed).filter((one) => one !== null);
}

function outcomeOf(
	runners: readonly ConnectionRunner[],
	values: LiveValues,
	{ startedAtUs, endedAtUs, stopped }: { startedAtUs: number; endedAtUs: number; stopped: boolean },
): ReplayOutcome {
	const connections = runners.map((runner) => runner.outcome());
	const failed = runners.find(({ error }) => error !== null);
	const nothing = runners.every(({ unreachable }) => unreachable);
	const state = stopped ? 'stopped' : nothing ? 'error' : 'finished';
	return {
		state,
		error: stopped ? STOPPED : nothing ? (failed?.error ?? null) : null,
		startedAtUs,
		endedAtUs,
		connections,
		correlations: values.outcome(),
	};
}
