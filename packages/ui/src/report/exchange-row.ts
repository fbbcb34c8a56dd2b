import type { ExchangeResult } from '@refrain/assertions';
import type { Sender } from '@refrain/traffic';

/** What the exchange list needs of a result: everything but its messages and their differences. */
export type ExchangeRow = Omit<ExchangeResult, 'messages'>;

/** Who started it. */
export function startedBy(kind: ExchangeRow['kind']): Sender {
	return kind === 'push' || kind === 'unexpected' || kind === 'close' ? 'server' : 'client';
}

/** Deviation of the replay's latency from the recorded one in per cent, null where either is missing. */
export function latencyDelta(
	row: Pick<ExchangeRow, 'recordedLatencyUs' | 'observedLatencyUs' | 'kind'>,
): number | null {
	const { recordedLatencyUs: recorded, observedLatencyUs: observed } = row;
	// Of a push both are deviations from a planned offset: their ratio says nothing.
	if (recorded === null || observed === null || recorded <= 0 || startedBy(row.kind) === 'server') return null;
	return Math.round(((observed - recorded) / recorded) * 100);
}

/** Slower than recorded by half and by more than jitter. */
export function isSlow(row: Pick<ExchangeRow, 'recordedLatencyUs' | 'observedLatencyUs' | 'kind'>): boolean {
	const delta = latencyDelta(row);
	return delta !== null && delta >= 50 && (row.observedLatencyUs ?? 0) - (row.recordedLatencyUs ?? 0) >= SLOW_BY_US;
}

const SLOW_BY_US = 20_000;

export type ExchangeChip = 'all' | 'failed' | 'slow' | 'changed';

/** The rows of a chip, a cause and a text; all three narrow. */
export function filterExchanges(
	rows: readonly ExchangeRow[],
	filter: { chip: ExchangeChip; cause: string | null; text: string; changed: ReadonlySet<number> },
): ExchangeRow[] {
	const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
	return rows.filter((row) => {
		if (filter.chip === 'failed' && row.passed) return false;
		if (filter.chip === 'slow' && !isSlow(row)) return false;
		if (filter.chip === 'changed' && !filter.changed.has(row.n)) return false;
		if (filter.cause !== null && !row.causes.includes(filter.cause)) return false;
		const text = `${row.n} ${row.kind} ${row.label} ${row.channel ?? ''} ${row.verdict} ${row.summary}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}
