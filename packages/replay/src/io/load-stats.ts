import { type LatencyRow, type ObservedReplay, PERCENTILES } from '@refrain/assertions';
import { Histogram } from '../load/histogram.ts';
import type { ConnectionRunner } from './connection-runner.ts';

/** Different errors that are kept apart; the rest is counted together. */
const MAX_ERRORS = 20;

/** What a load run has measured, all copies together. */
export interface LoadResult {
	/** Copies of the snapshot that were played to the end, and those of them in which a connection failed. */
	copies: number;
	failedCopies: number;
	connectionsOpened: number;
	connectionsFailed: number;
	messagesSent: number;
	messagesReceived: number;
	/** Expected messages that were waited for in vain. */
	messagesMissing: number;
	durationMs: number;
	/** Most virtual users at one time. */
	peakUsers: number;
	/** '*' first; recorded is empty: see the report of a sample. */
	latency: readonly LatencyRow[];
	/** Most frequent first. */
	errors: readonly { sentence: string; count: number }[];
	/** Some of the copies in full, for judging. */
	samples: readonly ObservedReplay[];
}

/** Adds up the copies of a load run. */
export class LoadStats {
	readonly #latency = new Map<string, Histogram>([['*', new Histogram()]]);
	readonly #errors = new Map<string, number>();
	readonly samples: ObservedReplay[] = [];
	copies = 0;
	peakUsers = 0;
	#failedCopies = 0;
	#opened = 0;
	#failed = 0;
	#sent = 0;
	#received = 0;
	#missing = 0;

	answered(label: string, latencyUs: number): void {
		const histogram = this.#latency.get(label) ?? new Histogram();
		this.#latency.set(label, histogram);
		histogram.record(latencyUs);
		this.#latency.get('*')?.record(latencyUs);
	}

	finished(runners: readonly ConnectionRunner[]): void {
		this.copies++;
		const errors = runners.map(({ error }) => error).filter((error) => error !== null);
		if (errors.length > 0) this.#failedCopies++;
		for (const error of errors) this.#countError(error);
		for (const runner of runners) {
			const { counts, waitedInVain } = runner.player;
			if (runner.observed !== null) this.#opened++;
			if (runner.state === 'failed') this.#failed++;
			this.#sent += counts.messagesSent;
			this.#received += counts.messagesReceived;
			this.#missing += waitedInVain.length;
		}
	}

	result(durationMs: number): LoadResult {
		return {
			copies: this.copies,
			failedCopies: this.#failedCopies,
			connectionsOpened: this.#opened,
			connectionsFailed: this.#failed,
			messagesSent: this.#sent,
			messagesReceived: this.#received,
			messagesMissing: this.#missing,
			durationMs,
			peakUsers: this.peakUsers,
			latency: [...this.#latency].map(([kind, histogram]) => latencyRow(kind, histogram)),
			errors: [...this.#errors].map(([sentence, count]) => ({ sentence, count })).sort((a, b) => b.count - a.count),
			samples: this.samples,
		};
	}

	#countError(error: string): void {
		const known = this.#errors.has(error) || this.#errors.size < MAX_ERRORS;
		const sentence = known ? error : 'other errors';
		this.#errors.set(sentence, (this.#errors.get(sentence) ?? 0) + 1);
	}
}

function latencyRow(kind: string, histogram: Histogram): LatencyRow {
	const names = Object.entries(PERCENTILES);
	const observed = histogram.count === 0 ? [] : names.map(([name, percent]) => [name, histogram.percentile(percent)]);
	return { kind, n: histogram.count, recorded: {}, observed: Object.fromEntries(observed) };
}
