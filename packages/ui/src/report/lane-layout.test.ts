import { expect, test } from 'vitest';
import { type LaneEvent, placeLanes } from './lane-layout.ts';

const event = (key: string, offsetUs: number, kind = 'next'): LaneEvent => ({
	key,
	sender: 'server',
	kind,
	offsetUs,
	sinceOpenUs: offsetUs,
	verdict: 'match',
	message: 0,
});

test('both lanes share one time axis', () => {
	const { recorded, replayed } = placeLanes([event('a', 0), event('b', 500)], [event('c', 0), event('d', 1000)]);
	expect(recorded[0]?.left).toBe(replayed[0]?.left);
	expect(replayed[1]?.left).toBe(82);
	expect(recorded[1]?.left).toBeCloseTo(42.5);
});

test('boxes that would overlap are moved right in order', () => {
	const { recorded } = placeLanes([event('a', 0), event('b', 1), event('c', 2)], [event('d', 1000)]);
	const lefts = recorded.map(({ left }) => left);
	expect(lefts[1]).toBeGreaterThan((lefts[0] ?? 0) + 7);
	expect(lefts[2]).toBeGreaterThan((lefts[1] ?? 0) + 7);
});

test('a crowded lane keeps its order inside its width', () => {
	const many = Array.from({ length: 40 }, (_, index) => event(String(index), index));
	const lefts = placeLanes(many, []).recorded.map(({ left }) => left);
	expect(Math.max(...lefts)).toBeLessThanOrEqual(88);
	expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
});

test('lanes without messages', () => {
	expect(placeLanes([], [])).toEqual({ recorded: [], replayed: [] });
});
