import { expect, test } from 'vitest';
import { type ExchangeRow, filterExchanges, isSlow, latencyDelta } from './exchange-row.ts';

const row = (over: Partial<ExchangeRow>): ExchangeRow => ({
	n: 0,
	connectionId: 'c',
	exchange: 0,
	kind: 'reply',
	label: 'PlaceOrder',
	channel: null,
	asserted: true,
	passed: true,
	verdict: 'match',
	recordedLatencyUs: 40_000,
	observedLatencyUs: 44_000,
	cause: null,
	causes: [],
	summary: '2 responses match',
	...over,
});

test('the change of latency is in per cent of the recorded one', () => {
	expect(latencyDelta(row({}))).toBe(10);
	expect(latencyDelta(row({ observedLatencyUs: null }))).toBeNull();
	expect(latencyDelta(row({ recordedLatencyUs: 0 }))).toBeNull();
});

test('deviations of pushes are not compared as latencies', () => {
	expect(latencyDelta(row({ kind: 'push', recordedLatencyUs: 10, observedLatencyUs: 900 }))).toBeNull();
});

test('slow is half as long again, and more than jitter', () => {
	expect(isSlow(row({ observedLatencyUs: 61_000 }))).toBe(true);
	expect(isSlow(row({ recordedLatencyUs: 1_000, observedLatencyUs: 3_000 }))).toBe(false);
});

test('chip, cause and text narrow together', () => {
	const rows = [
		row({ n: 0 }),
		row({ n: 1, passed: false, verdict: 'mismatch', cause: 'a', causes: ['a', 'c'], summary: 'total' }),
		row({ n: 2, passed: false, verdict: 'missing', cause: 'b', causes: ['b'], label: 'OrderShipped' }),
	];
	const numbers = (filter: Partial<Parameters<typeof filterExchanges>[1]>) =>
		filterExchanges(rows, { chip: 'all', cause: null, text: '', changed: new Set(), ...filter }).map(({ n }) => n);
	expect(numbers({})).toEqual([0, 1, 2]);
	expect(numbers({ chip: 'failed' })).toEqual([1, 2]);
	expect(numbers({ chip: 'failed', cause: 'b' })).toEqual([2]);
	expect(numbers({ cause: 'c' })).toEqual([1]);
	expect(numbers({ text: 'placeorder TOTAL' })).toEqual([1]);
	expect(numbers({ chip: 'changed', changed: new Set([0]) })).toEqual([0]);
	expect(numbers({ chip: 'slow' })).toEqual([]);
});
