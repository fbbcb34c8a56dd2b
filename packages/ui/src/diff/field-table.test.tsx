// @vitest-environment happy-dom
import type { Difference } from '@refrain/assertions';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { fieldRows } from './field-rows.ts';
import { FieldTable, type FieldTableProps } from './field-table.tsx';

afterEach(cleanup);

const differences: Difference[] = [
	{ path: '$.at', generalPath: '$.at', type: 'changed', expected: 'a-1', observed: 'a-2', ruleId: null, reason: null },
	{ path: '$.etag', generalPath: '$.etag', type: 'changed', expected: 'x', observed: 'y', ruleId: 'r2', reason: null },
];
const rows = fieldRows({
	expected: { type: 'echo', at: 'a-1', etag: 'x', list: [1, 2] },
	observed: { type: 'echo', at: 'a-2', etag: 'y', list: [1, 2] },
	differences,
});

function show(props: Partial<FieldTableProps> = {}) {
	const handlers = { onSelect: vi.fn(), onToggle: vi.fn(), onKey: vi.fn(() => false) };
	render(
		<FieldTable
			rows={rows}
			sides={{ expected: { title: 'Expected' }, observed: { title: 'Actual' } }}
			selected={null}
			label="Field differences"
			{...handlers}
			{...props}
		/>,
	);
	return { ...handlers, table: screen.getByRole('treegrid', { name: 'Field differences' }) };
}

const rowOf = (path: string) => document.querySelector(`[data-path="${path}"]`) as HTMLElement;

test('equal values show "=", changed ones both sides with the changed part marked', () => {
	show();
	expect(within(rowOf('$.type')).getByRole('img', { name: 'equal' })).toBeTruthy();
	expect([...rowOf('$.at').querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['1', '2']);
	expect(within(rowOf('$.at')).getByRole('img', { name: 'changed' })).toBeTruthy();
});

test('a side that is not there at all is not equal', () => {
	show({ rows: fieldRows({ expected: { type: 'push' }, observed: undefined, differences: [] }) });
	expect(within(rowOf('$.type')).queryByRole('img', { name: 'equal' })).toBeNull();
	expect(within(rowOf('$.type')).getByText('not present')).toBeTruthy();
});

test('what a rule covers is told apart by a word, not by colour alone', () => {
	show();
	expect(within(rowOf('$.etag')).getByLabelText('ignored')).toBeTruthy();
	expect(rowOf('$.etag').dataset.state).toBe('ignored');
});

test('a draft covers a row before any rule does', () => {
	show({ coverage: (row) => (row.path === '$.at' ? 'draft' : 'none') });
	expect(rowOf('$.at').dataset.state).toBe('draft');
});

test('arrows move the active row, and it is named to assistive technology', () => {
	const { table, onSelect } = show({ selected: '$.at' });
	expect(document.getElementById(table.getAttribute('aria-activedescendant') as string)).toBe(rowOf('$.at'));
	fireEvent.keyDown(table, { key: 'ArrowDown' });
	fireEvent.keyDown(table, { key: 'Home' });
	expect(onSelect.mock.calls).toEqual([['$.etag'], ['$.type']]);
});

test('right opens a closed row, and the button does', () => {
	const { table, onToggle } = show({ selected: '$.list' });
	fireEvent.keyDown(table, { key: 'ArrowRight' });
	fireEvent.click(screen.getByRole('button', { name: 'Open list' }));
	expect(onToggle.mock.calls).toEqual([
		['$.list', true],
		['$.list', true],
	]);
});

test('other keys go to the page with the row', () => {
	const { table, onKey } = show({ selected: '$.at' });
	fireEvent.keyDown(table, { key: 'i' });
	expect(onKey).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ path: '$.at' }));
});

test('the last column is there when asked for', () => {
	show({ rule: { title: 'Rule', cell: (row) => row.difference && <b>rule of {row.name}</b> } });
	expect(screen.getByRole('columnheader', { name: 'Rule' })).toBeTruthy();
	expect(within(rowOf('$.etag')).getByText('rule of etag')).toBeTruthy();
});

test('a payload is text, never markup', () => {
	const bad = '<img src=x onerror=alert(1)>';
	show({ rows: fieldRows({ expected: bad, observed: bad, differences: [] }) });
	expect(document.querySelector('img')).toBeNull();
	expect(screen.getByText(JSON.stringify(bad))).toBeTruthy();
});

test('no rows: the reason', () => {
	show({ rows: [], empty: 'These two are equal.' });
	expect(screen.getByText('These two are equal.')).toBeTruthy();
});
