// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ExchangeList } from './exchange-list.tsx';
import type { ExchangeRow } from './exchange-row.ts';

// happy-dom lays nothing out: without a size there is no window to fill with rows.
beforeAll(() => {
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(cleanup);

const rows: ExchangeRow[] = Array.from({ length: 2_000 }, (_, n) => ({
	n,
	connectionId: 'c',
	exchange: n,
	kind: n % 2 ? 'push' : 'reply',
	label: n % 2 ? 'Ticker' : 'PlaceOrder',
	channel: null,
	asserted: true,
	passed: n !== 4,
	verdict: n === 4 ? 'mismatch' : 'match',
	recordedLatencyUs: n % 2 ? null : 40_000,
	observedLatencyUs: n % 2 ? 700 : 90_000,
	cause: null,
	causes: [],
	summary: n === 4 ? 'total' : '',
}));

function show(selected: number | null, shown = rows) {
	const onSelect = vi.fn();
	render(
		<ExchangeList rows={shown} selected={selected} onSelect={onSelect} changed={new Set([6])} empty="Nothing here." />,
	);
	return { onSelect, grid: screen.getByRole('grid', { name: 'Exchanges' }) };
}

const row = (n: number) => document.querySelector(`[data-exchange="${n}"]`) as HTMLElement;

test('of many rows only those in view are in the page, and the grid tells how many there are', () => {
	const { grid } = show(null);
	expect(grid.getAttribute('aria-rowcount')).toBe('2001');
	const shown = document.querySelectorAll('[data-exchange]').length;
	expect(shown).toBeGreaterThan(20);
	expect(shown).toBeLessThan(80);
});

test('a row says its verdict, its fields, its times and how they changed', () => {
	show(null);
	expect(row(4).textContent).toContain('PlaceOrdertotal40.0 ms90.0 ms+125 %');
	expect(row(4).querySelector('[aria-label="Differs"]')).toBeTruthy();
	expect(row(0).textContent).toContain('match');
	expect(row(1).textContent).toContain('—±0.7 ms');
});

test('what the draft changes is marked', () => {
	show(null);
	expect(row(6).textContent).toContain('draft:');
});

test('keys move the open row, clicks choose one', () => {
	const { onSelect, grid } = show(4);
	expect(grid.getAttribute('aria-activedescendant')).toBe(row(4).id);
	for (const key of ['ArrowDown', 'k', 'Home', 'End']) fireEvent.keyDown(grid, { key });
	fireEvent.click(row(7));
	expect(onSelect.mock.calls.map(([n]) => n)).toEqual([5, 3, 0, 1999, 7]);
});

test('no rows: why', () => {
	show(null, []);
	expect(screen.getByText('Nothing here.')).toBeTruthy();
});
