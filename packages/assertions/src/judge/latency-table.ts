import type { ExchangeResult, LatencyRow } from '../report.ts';

/** The percentiles that reports print. */
export const PERCENTILES = { p50: 50, p75: 75, p90: 90, p95: 95, p99: 99, max: 100 } as const;

/** Nearest rank on sorted data: the smallest value that at least `percent` per cent of the values do not exceed. NaN of nothing. */
export function nearestRank(sorted: readonly number[], percent: number): number {
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Latencies of answered exchanges per label, first of all together ('*'). Pushes have rows of their own with their deviation from
 * the recorded offset, and do not count in '*'.
 */
export function latencyTable(exchanges: readonly ExchangeResult[]): LatencyRow[] {
	const answered = exchanges.filter(({ kind }) => kind === 'reply' || kind === 'http' || kind === 'handshake');
	const labels = new Map<string, ExchangeResult[]>();
	for (const exchange of exchanges) {
		if (exchange.observedLatencyUs === null) continue;
		const row = labels.get(exchange.label);
		if (row === undefined) labels.set(exchange.label, [exchange]);
		else row.push(exchange);
	}
	const rows = [...labels].map(([label, group]) => latencyRow(label, group)).sort((a, b) => b.n - a.n);
	return answered.some(({ observedLatencyUs }) => observedLatencyUs !== null)
		? [latencyRow('*', answered), ...rows]
		: rows;
}

function latencyRow(kind: string, exchanges: readonly ExchangeResult[]): LatencyRow {
	const observed = known(exchanges.map(({ observedLatencyUs }) => observedLatencyUs));
	return {
		kind,
		n: observed.length,
		recorded: percentiles(known(exchanges.map(({ recordedLatencyUs }) => recordedLatencyUs))),
		observed: percentiles(observed),
	};
}

function known(values: readonly (number | null)[]): number[] {
	return values.filter((value) => value !== null).sort((a, b) => a - b);
}

function percentiles(sorted: readonly number[]): Record<string, number> {
	if (sorted.length === 0) return {};
	return Object.fromEntries(Object.entries(PERCENTILES).map(([name, percent]) => [name, nearestRank(sorted, percent)]));
}
