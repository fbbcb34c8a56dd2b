import { expect, test } from 'vitest';
import { instantAt, positionOf, shiftSpan, timeTicks } from './time-scale.ts';

const at = (h: number, m: number, s = 0) => new Date(2026, 10, 23, h, m, s).getTime() * 1000;

test.each([
	[at(12, 8, 30), at(12, 23, 20), ['12:10', '12:12', '12:14', '12:16', '12:18', '12:20', '12:22']],
	[
		at(12, 0, 0),
		at(12, 0, 35),
		['12:00:00', '12:00:05', '12:00:10', '12:00:15', '12:00:20', '12:00:25', '12:00:30', '12:00:35'],
	],
	[at(1, 10), at(23, 50), ['03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00']],
])('ticks stand at round local times', (fromUs, toUs, labels) => {
	expect(timeTicks({ fromUs, toUs }, 8).map(({ label }) => label)).toEqual(labels);
});

test('days get dates, and nothing gets nothing', () => {
	const fromUs = at(0, 0);
	expect(timeTicks({ fromUs, toUs: fromUs + 4 * 86_400e6 }, 8).map(({ label }) => label)).toContain('24 Nov');
	expect(timeTicks({ fromUs, toUs: fromUs }, 8)).toEqual([]);
});

test('positions and instants stand for each other, inside the span', () => {
	const span = { fromUs: 1000, toUs: 3000 };
	expect(positionOf(1500, span)).toBe(0.25);
	expect(instantAt(0.25, span)).toBe(1500);
	expect([positionOf(0, span), positionOf(9000, span)]).toEqual([0, 1]);
	expect([instantAt(-1, span), instantAt(2, span)]).toEqual([1000, 3000]);
	expect(positionOf(5, { fromUs: 5, toUs: 5 })).toBe(0);
});

test('a brush is moved whole, up to the edge', () => {
	const within = { fromUs: 0, toUs: 100 };
	const brush = { fromUs: 20, toUs: 40 };
	expect(shiftSpan(brush, 10, within)).toEqual({ fromUs: 30, toUs: 50 });
	expect(shiftSpan(brush, -30, within)).toEqual({ fromUs: 0, toUs: 20 });
	expect(shiftSpan(brush, 500, within)).toEqual({ fromUs: 80, toUs: 100 });
});
