import { expect, test, vi } from 'vitest';
import { Ticker } from './ticker.ts';

const payload = (id: string, rows: number) =>
	JSON.stringify({ recordingId: 'r', connections: [{ id, rows, frames: rows }] });

test('the first tick comes at once and is empty', async () => {
	const ticks = new Ticker(0)[Symbol.asyncIterator]();
	expect(await ticks.next()).toEqual({ done: false, value: { connections: {}, recordings: [], topics: [] } });
});

test('notifications of one interval are joined; the latest totals win', async () => {
	const ticker = new Ticker(0);
	const ticks = ticker[Symbol.asyncIterator]();
	await ticks.next();
	ticker.traffic(payload('a', 1));
	ticker.traffic(payload('b', 5));
	ticker.traffic(payload('a', 2));
	ticker.topic('capture');
	ticker.topic('capture');
	expect((await ticks.next()).value).toEqual({
		connections: { a: { rows: 2, frames: 2 }, b: { rows: 5, frames: 5 } },
		recordings: ['r'],
		topics: ['capture'],
	});
});

test('missed notices make a tick that names nothing: look at everything', async () => {
	const ticker = new Ticker(0);
	const ticks = ticker[Symbol.asyncIterator]();
	await ticks.next();
	ticker.traffic('');
	expect((await ticks.next()).value).toEqual({ connections: {}, recordings: [], topics: [] });
});

test('it waits for something to happen, and then no longer', async () => {
	const ticker = new Ticker(0);
	const ticks = ticker[Symbol.asyncIterator]();
	await ticks.next();
	const next = ticks.next();
	setTimeout(() => ticker.topic('mock'), 5);
	expect((await next).value).toMatchObject({ topics: ['mock'] });
});

test('ticks keep their distance however fast notifications come', async () => {
	vi.useFakeTimers();
	try {
		const ticker = new Ticker(250);
		const ticks = ticker[Symbol.asyncIterator]();
		await ticks.next();
		const seen = vi.fn();
		void ticks.next().then(seen);
		ticker.traffic(payload('a', 1));
		await vi.advanceTimersByTimeAsync(249);
		expect(seen).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(seen).toHaveBeenCalledOnce();
	} finally {
		vi.useRealTimers();
	}
});

test.each([0, 60_000])('closing ends it while it waits (interval %d ms)', async (intervalMs) => {
	const ticker = new Ticker(intervalMs);
	const ticks = ticker[Symbol.asyncIterator]();
	await ticks.next();
	const next = ticks.next();
	ticker.close();
	expect(await next).toEqual({ done: true, value: undefined });
});
