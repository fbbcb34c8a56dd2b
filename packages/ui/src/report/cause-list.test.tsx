// @vitest-environment happy-dom
import type { Cause } from '@refrain/assertions';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { CauseList, type CauseListProps } from './cause-list.tsx';

afterEach(cleanup);

const noise: Cause = {
	key: 'a',
	verdict: 'mismatch',
	kind: 'echo',
	path: '$.order.updatedAt',
	sentence: 'order.updatedAt changed',
	evidence: '12 different changes, first 1 → 2',
	exchanges: 12,
	representative: 4,
	suggestion: {
		path: '$.order.updatedAt',
		kind: 'echo',
		sender: 'server',
		check: 'timestamp',
		options: {},
		label: 'Match as timestamp',
		evidence: 'All 24 values are ISO dates.',
		certain: true,
	},
};
const fault: Cause = {
	...noise,
	key: 'b',
	verdict: 'missing',
	path: null,
	sentence: 'No response to OrderShipped',
	evidence: 'timed out 5 s',
	exchanges: 1,
	suggestion: null,
};

function show(props: Partial<CauseListProps> = {}) {
	const handlers = { onSelect: vi.fn(), onAccept: vi.fn(), onAcceptNoise: vi.fn() };
	render(
		<CauseList causes={[noise, fault]} failed={13} selected={null} drafted={new Map()} {...handlers} {...props} />,
	);
	return handlers;
}

const row = (key: string) => within(document.querySelector(`[data-cause="${key}"]`) as HTMLElement);

test('one line a cause, with its count and the kind of message', () => {
	show();
	expect(screen.getByText('2 causes in 13 exchanges')).toBeTruthy();
	expect(row('a').getByTitle('12 exchanges').textContent).toBe('12');
	expect(row('a').getByText('in echo')).toBeTruthy();
	expect(row('b').getByText('timed out 5 s')).toBeTruthy();
});

test('a cause is chosen by its sentence, a suggestion by its button', () => {
	const { onSelect, onAccept } = show();
	fireEvent.click(row('b').getByRole('button', { name: /No response/ }));
	fireEvent.click(row('a').getByRole('button', { name: 'Match as timestamp' }));
	expect(onSelect).toHaveBeenCalledWith(fault);
	expect(onAccept).toHaveBeenCalledWith(noise);
});

test('a cause that the draft covers says so instead of suggesting it again', () => {
	show({ drafted: new Map([['a', 'a timestamp']]) });
	expect(row('a').getByText('draft: a timestamp')).toBeTruthy();
	expect(row('a').queryByRole('button', { name: 'Match as timestamp' })).toBeNull();
});

test('noise can be selected as long as there is some', () => {
	const { onAcceptNoise } = show();
	fireEvent.click(screen.getByRole('button', { name: 'Select all noise' }));
	expect(onAcceptNoise).toHaveBeenCalledOnce();
	cleanup();
	render(
		<CauseList
			causes={[fault]}
			failed={1}
			selected={null}
			drafted={new Map()}
			onSelect={() => {}}
			onAccept={() => {}}
		/>,
	);
	expect(screen.queryByRole('button', { name: 'Select all noise' })).toBeNull();
});
