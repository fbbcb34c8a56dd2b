import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveBus, type StreamListener } from './live-bus.ts';

class Page extends EventTarget {
	visibilityState = 'visible';
	show(visibilityState: 'visible' | 'hidden') {
		this.visibilityState = visibilityState;
		this.dispatchEvent(new Event('visibilitychange'));
	}
}

const opened: (StreamListener<number> & { closed: boolean })[] = [];
const page = new Page();
let bus: LiveBus<number>;
let stop: () => void;

beforeEach(() => {
	vi.useFakeTimers();
	opened.length = 0;
	page.visibilityState = 'visible';
	bus = new LiveBus<number>((listener) => {
		const stream = { ...listener, closed: false };
		opened.push(stream);
		return {
			unsubscribe() {
				stream.closed = true;
				// As tRPC does.
				listener.onLost();
			},
		};
	});
	stop = bus.run(page);
});

afterEach(() => {
	stop();
	vi.useRealTimers();
});

const latest = () => opened.at(-1) as (typeof opened)[number];

test('one stream serves all listeners until they leave', () => {
	const [a, b] = [vi.fn(), vi.fn()];
	bus.listen(a);
	const leave = bus.listen(b);
	latest().onOpen();
	latest().onTick(1);
	leave();
	latest().onTick(2);
	expect(a.mock.calls).toEqual([[1], [2]]);
	expect(b.mock.calls).toEqual([[1]]);
	expect(opened).toHaveLength(1);
	expect(bus.state.state).toBe('live');
});

test('a lost stream is opened again, later each time, and says so', () => {
	for (const [attempt, delayMs] of [500, 1000, 2000, 4000, 8000, 15_000, 15_000].entries()) {
		latest().onLost();
		expect(bus.state).toMatchObject({ state: 'lost', attempts: attempt + 1 });
		vi.advanceTimersByTime(delayMs - 1);
		expect(opened).toHaveLength(attempt + 1);
		vi.advanceTimersByTime(1);
		expect(opened).toHaveLength(attempt + 2);
	}
	latest().onTick(1);
	expect(bus.state).toMatchObject({ state: 'live', attempts: 0 });
});

test('a stalled stream reads as lost until its next tick', () => {
	const watcher = vi.fn();
	bus.watch(watcher);
	latest().onOpen();
	latest().onStalled();
	expect(bus.state.state).toBe('lost');
	latest().onTick(1);
	expect(bus.state.state).toBe('live');
	expect(watcher).toHaveBeenCalledTimes(3);
	expect(opened).toHaveLength(1);
});

test('a hidden tab stops after 5 s and catches up on return', () => {
	latest().onOpen();
	page.show('hidden');
	vi.advanceTimersByTime(4_999);
	expect(latest().closed).toBe(false);
	vi.advanceTimersByTime(1);
	expect(latest().closed).toBe(true);
	expect(bus.state.state).toBe('paused');
	page.show('visible');
	expect(opened).toHaveLength(2);
});

test('a tab that is hidden for a moment keeps its stream', () => {
	page.show('hidden');
	vi.advanceTimersByTime(3_000);
	page.show('visible');
	vi.advanceTimersByTime(60_000);
	expect(opened).toHaveLength(1);
	expect(latest().closed).toBe(false);
});

test('stopping closes it for good', () => {
	latest().onLost();
	stop();
	vi.advanceTimersByTime(60_000);
	expect(opened).toHaveLength(1);
	expect(latest().closed).toBe(true);
});
