import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	MAX_SCROLL_PX,
	maxOffset,
	offsetAfterScroll,
	offsetShowing,
	rowWindow,
	type ScrollArea,
	scrollHeight,
	scrollTopOf,
} from './logical-scroll.ts';

const area = (rowCount: number): ScrollArea => ({ rowCount, rowPx: 24, heightPx: 720 });
const small = area(1_000);
const huge = area(50_000_000);

test('a list that fits scrolls as any list does', () => {
	expect(scrollHeight(small)).toBe(24_000);
	expect(offsetAfterScroll(0, { before: 0, after: 5_000 }, small)).toBe(5_000);
	expect(scrollTopOf(5_000, small)).toBe(5_000);
});

describe('fifty million rows', () => {
	test('make an element that browsers can lay out', () => expect(scrollHeight(huge)).toBe(MAX_SCROLL_PX));

	test('a turn of the wheel moves one to one', () => {
		expect(offsetAfterScroll(1_000_000, { before: 6_666, after: 6_766 }, huge)).toBe(1_000_100);
	});

	test('dragging the thumb to the middle shows the middle', () => {
		const middle = (MAX_SCROLL_PX - 720) / 2;
		const row = offsetAfterScroll(0, { before: 0, after: middle }, huge) / 24;
		expect(Math.abs(row - 25_000_000)).toBeLessThan(250_000);
	});

	test('both ends are reached', () => {
		expect(offsetAfterScroll(5_000, { before: 100, after: 0 }, huge)).toBe(0);
		const top = MAX_SCROLL_PX - 720;
		expect(offsetAfterScroll(0, { before: top - 10, after: top }, huge)).toBe(maxOffset(huge));
		expect(rowWindow(maxOffset(huge), huge).end).toBe(50_000_000);
	});
});

test('offset and scrollbar stand for each other', () => {
	fc.assert(
		fc.property(fc.integer({ min: 31, max: 60_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, part) => {
			const at = area(rows);
			const offset = part * maxOffset(at);
			const top = scrollTopOf(offset, at);
			expect(top).toBeGreaterThanOrEqual(0);
			expect(top).toBeLessThanOrEqual(scrollHeight(at) - at.heightPx + 1e-6);
			const jump = offsetAfterScroll(0, { before: -1e9, after: top }, at);
			expect(Math.abs(jump - offset)).toBeLessThan(1);
		}),
	);
});

test('a row is brought into sight by the shortest way, and not at all when it is there', () => {
	const at = (index: number, offset: number, align: 'nearest' | 'center' = 'nearest') =>
		offsetShowing(index, { offset, align }, small);
	expect(at(10, 100)).toBe(100);
	expect(at(2, 100)).toBe(48);
	expect(at(40, 100)).toBe(41 * 24 - 720);
	expect(at(500, 0, 'center')).toBe(500 * 24 - 348);
	expect(at(999, 0, 'center')).toBe(maxOffset(small));
});

test('few rows are drawn, whatever there is', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 60_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, part) => {
			const at = area(rows);
			const offset = part * maxOffset(at);
			const { first, end } = rowWindow(offset, at);
			expect(end - first).toBeLessThanOrEqual(44);
			expect(first).toBeGreaterThanOrEqual(0);
			expect(end).toBeLessThanOrEqual(rows);
			expect(first * 24).toBeLessThanOrEqual(offset);
			expect(end * 24).toBeGreaterThanOrEqual(Math.min(rows * 24, offset + 720));
		}),
	);
});

test('an empty list has nothing to scroll', () => {
	expect(maxOffset(area(0))).toBe(0);
	expect(scrollTopOf(0, area(0))).toBe(0);
	expect(rowWindow(0, area(0))).toEqual({ first: 0, end: 0 });
});
