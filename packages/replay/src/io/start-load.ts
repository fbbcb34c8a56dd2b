import type { Snapshot } from '@refrain/traffic';
import { type Stage, usersAt } from '../load/stages.ts';
import { type ReplayOptionsInput, replayOptionsSchema } from '../replay-options.ts';
import { processClock } from './clock.ts';
import { createTransformer } from './create-transformer.ts';
import { type LoadResult, LoadStats } from './load-stats.ts';
import { prepareScript, type ReplayScript } from './replay-script.ts';
import { SnapshotRun } from './snapshot-run.ts';

/** How much load: so many users that play the snapshot so often, or stages with ramps. */
export type LoadPlan = { vus: number; times: number } | { stages: readonly Stage[] };

export interface LoadProgress {
	users: number;
	copies: number;
	elapsedMs: number;
}

export interface LoadRequest {
	snapshot: Snapshot;
	target: string;
	options?: ReplayOptionsInput;
	plan: LoadPlan;
	/** One of so many copies is kept in full to be judged, at most `maxSamples`; 0: none. Default 100, 20. */
	sampleEvery?: number;
	maxSamples?: number;
	onProgress?: (progress: LoadProgress) => void;
	/** Ends the run: open connections are closed with 1001. */
	signal?: AbortSignal;
}

const CONTROL_MS = 100;

/**
 * Plays many copies of a snapshot at a time. Each copy has its own live values and random ones; a virtual user plays one after the
 * other. Whatever the target does is in the result.
 * @throws ReplayError for wrong arguments
 */
export async function startLoad(request: LoadRequest): Promise<LoadResult> {
	const options = replayOptionsSchema.parse(request.options ?? {});
	const script = prepareScript(request.snapshot, request.target, options);
	// Checked once before the first copy: each copy makes its own.
	createTransformer(options);
	const run = new LoadRun(script, request);
	request.signal?.addEventListener('abort', () => run.stop(), { once: true });
	if (request.signal?.aborted) run.stop();
	return run.play();
}

class LoadRun {
	readonly #script: ReplayScript;
	readonly #request: LoadRequest;
	readonly #stats = new LoadStats();
	readonly #playing = new Set<SnapshotRun>();
	readonly #users = new Map<number, Promise<void>>();
	readonly #startedUs = processClock.nowUs();
	#started = 0;
	#stopped = false;
	/** Users with a number from here on end after the copy they play. */
	#wanted = 0;

	constructor(script: ReplayScript, request: LoadRequest) {
		this.#script = script;
		this.#request = request;
	}

	stop(): void {
		this.#stopped = true;
		for (const run of this.#playing) run.stop();
	}

	async play(): Promise<LoadResult> {
		const { plan } = this.#request;
		if ('stages' in plan) await this.#playStages(plan.stages);
		else this.#setUsers(plan.vus, plan.times);
		await Promise.all(this.#users.values());
		this.#tell();
		return this.#stats.result(this.#elapsedMs());
	}

	async #playStages(stages: readonly Stage[]): Promise<void> {
		for (;;) {
			const users = this.#stopped ? null : usersAt(stages, this.#elapsedMs());
			if (users === null) break;
			this.#setUsers(users, Number.POSITIVE_INFINITY);
			this.#tell();
			await new Promise((resolve) => setTimeout(resolve, CONTROL_MS));
		}
		this.stop();
	}

	#setUsers(wanted: number, times: number): void {
		this.#wanted = wanted;
		for (let user = 0; user < wanted; user++) {
			if (this.#users.has(user)) continue;
			this.#users.set(
				user,
				this.#playUser(user, times).finally(() => {
					this.#users.delete(user);
				}),
			);
		}
		this.#stats.peakUsers = Math.max(this.#stats.peakUsers, this.#users.size);
	}

	async #playUser(user: number, times: number): Promise<void> {
		for (let time = 0; time < times && user < this.#wanted && !this.#stopped; time++) {
			const failed = await this.#playCopy();
			// A target that is down must not be called as fast as it can refuse.
			if (failed) await new Promise((resolve) => setTimeout(resolve, CONTROL_MS));
		}
	}

	/** True when a connection of the copy failed. */
	async #playCopy(): Promise<boolean> {
		const { sampleEvery = 100, maxSamples = 20 } = this.#request;
		const number = this.#started++;
		const keepFrames = sampleEvery > 0 && number % sampleEvery === 0 && this.#stats.samples.length < maxSamples;
		const { options } = this.#script;
		const run = new SnapshotRun(this.#script, {
			clock: processClock,
			transformer: createTransformer({ ...options, seed: `${options.seed} ${number}` }),
			keepFrames,
			onAnswer: (label, latencyUs) => this.#stats.answered(label, latencyUs),
		});
		this.#playing.add(run);
		const observed = await run.play();
		this.#playing.delete(run);
		// What was cut off by the end of the run is no finding about the target.
		if (observed.outcome.state === 'stopped') return false;
		this.#stats.finished(run.runners);
		if (keepFrames) this.#stats.samples.push(observed);
		if ('times' in this.#request.plan) this.#tell();
		return run.runners.some(({ error }) => error !== null);
	}

	#elapsedMs(): number {
		return (processClock.nowUs() - this.#startedUs) / 1000;
	}

	#tell(): void {
		const { onProgress } = this.#request;
		onProgress?.({ users: this.#users.size, copies: this.#stats.copies, elapsedMs: Math.round(this.#elapsedMs()) });
	}
}
