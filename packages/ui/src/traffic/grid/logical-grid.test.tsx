// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GridCell, GridHeader, GridTitle } from './grid-cells.tsx';
import { LogicalGrid } from './logical-grid.tsx';

const HEIGHT_PX = 24 + 720;
let element: HTMLElement;

beforeEach(() => {
	// happy-dom lays nothing out.
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT_PX);
});
afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
});

interface Options {
	rowCount: number;
	follow?: boolean;
	active?: number;
}

function Host({ rowCount, follow: initial = false, active: first = -1 }: Options) {
	const [active, setActive] = useState(first);
	const [follow, setFollow] = useState(initial);
	return (
		<LogicalGrid
			label="Rows"
			rowCount={rowCount}
			rowPx={24}
			activeIndex={active}
			contentKey="a"
			follow={follow}
			onFollowChange={setFollow}
			onActivate={setActive}
			onVisible={() => {}}
			header={
				<GridHeader>
					<GridTitle>Number</GridTitle>
				</GridHeader>
			}
			renderRow={(index) => ({ attributes: { 'aria-label': `row ${index}` }, cells: <GridCell>{index}</GridCell> })}
		/>
	);
}

function show(options: Options) {
	const rendered = render(<Host {...options} />);
	element = screen.getByRole('grid');
	return rendered;
}

const drawn = () => [...element.querySelectorAll<HTMLElement>('[data-index]')].map((row) => Number(row.dataset.index));
const activeRow = () => document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
const scrollTo = (top: number) => {
	element.scrollTop = top;
	fireEvent.scroll(element);
};

test('a million rows are in the page as a few, with their true position', () => {
	show({ rowCount: 1_000_000 });
	expect(element.getAttribute('aria-rowcount')).toBe('1000001');
	expect(drawn().length).toBeLessThan(50);
	expect(screen.getByLabelText('row 0').getAttribute('aria-rowindex')).toBe('2');
});

test('keys move the active row; it is named by the grid and always in the page', () => {
	show({ rowCount: 1_000_000, active: 0 });
	fireEvent.keyDown(element, { key: 'ArrowDown' });
	expect(activeRow()?.dataset.index).toBe('1');
	fireEvent.keyDown(element, { key: 'PageDown' });
	expect(activeRow()?.dataset.index).toBe('30');
	fireEvent.keyDown(element, { key: 'End' });
	expect(activeRow()?.dataset.index).toBe('999999');
	expect(drawn()).toContain(999_999);
	scrollTo(0);
	expect(drawn()[0]).toBe(0);
	expect(activeRow()?.dataset.index).toBe('999999');
	fireEvent.keyDown(element, { key: 'Home' });
	expect(activeRow()?.dataset.index).toBe('0');
});

test('a click makes a row active', () => {
	show({ rowCount: 100 });
	fireEvent.click(screen.getByLabelText('row 7'));
	expect(activeRow()?.dataset.index).toBe('7');
	expect(activeRow()?.getAttribute('aria-selected')).toBe('true');
});

test('following keeps the last row in sight as rows come', () => {
	const { rerender } = show({ rowCount: 100, follow: true });
	expect(drawn()).toContain(99);
	rerender(<Host rowCount={5_000} follow />);
	expect(drawn()).toContain(4_999);
	expect(element.dataset.follow).toBe('true');
});

test('a turn of the wheel upwards ends following at once, and nothing moves', () => {
	const { rerender } = show({ rowCount: 100, follow: true });
	fireEvent.wheel(element, { deltaY: -10 });
	expect(element.dataset.follow).toBe('false');
	const before = drawn();
	rerender(<Host rowCount={5_000} follow />);
	expect(drawn().slice(0, 20)).toEqual(before.slice(0, 20));
	expect(drawn()).not.toContain(4_999);
});

test('reaching the end by hand begins following', () => {
	show({ rowCount: 100 });
	scrollTo(100 * 24 - 720);
	expect(element.dataset.follow).toBe('true');
	scrollTo(100);
	expect(element.dataset.follow).toBe('false');
});
