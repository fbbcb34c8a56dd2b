// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FilterBar } from './filter-bar.tsx';

const onChange = vi.fn();
const onLeave = vi.fn();

const bar = (value: string) => (
	<FilterBar value={value} onChange={onChange} count="17 frames" kinds={['echo', 'message']} onLeave={onLeave} />
);
beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	cleanup();
	vi.clearAllMocks();
	vi.useRealTimers();
});

const input = () => screen.getByRole<HTMLInputElement>('combobox');
const type = (text: string) => fireEvent.change(input(), { target: { value: text } });

test('Enter applies the canonical filter and leaves', () => {
	render(bar(''));
	type('sender:client   -opcode:ping');
	fireEvent.keyDown(input(), { key: 'Enter' });
	expect(onChange).toHaveBeenCalledExactlyOnceWith('dir:up -op:ping');
	expect(onLeave).toHaveBeenCalledOnce();
});

test('a pause applies it too', () => {
	render(bar(''));
	type('kind:echo');
	vi.advanceTimersByTime(399);
	expect(onChange).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(onChange).toHaveBeenCalledExactlyOnceWith('kind:echo');
});

test('what is no filter is not applied, says where it is wrong, and offers to mend it', () => {
	render(bar(''));
	type('dir:up knd:echo');
	fireEvent.keyDown(input(), { key: 'Enter' });
	vi.advanceTimersByTime(1_000);
	expect(onChange).not.toHaveBeenCalled();
	expect(input().getAttribute('aria-invalid')).toBe('true');
	const alert = screen.getByRole('alert');
	expect(alert.textContent).toContain('knd is not a field. Did you mean kind?');
	fireEvent.click(within(alert).getByRole('button'));
	expect(input().value).toBe('dir:up kind:echo');
	vi.advanceTimersByTime(400);
	expect(onChange).toHaveBeenCalledExactlyOnceWith('dir:up kind:echo');
});

test('completions are picked by keys, and applied when they complete a condition', () => {
	render(bar(''));
	type('kind:');
	expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
		'echoseen here',
		'messageseen here',
	]);
	fireEvent.keyDown(input(), { key: 'ArrowDown' });
	fireEvent.keyDown(input(), { key: 'ArrowDown' });
	expect(document.getElementById(input().getAttribute('aria-activedescendant') ?? '')?.textContent).toContain(
		'message',
	);
	fireEvent.keyDown(input(), { key: 'Enter' });
	expect(onChange).toHaveBeenCalledExactlyOnceWith('kind:message');
	expect(onLeave).not.toHaveBeenCalled();
});

test('Escape closes the completions first, then leaves; the text stays', () => {
	render(bar(''));
	type('kind:');
	fireEvent.keyDown(input(), { key: 'Escape' });
	expect(screen.queryByRole('listbox')).toBeNull();
	expect(onLeave).not.toHaveBeenCalled();
	fireEvent.keyDown(input(), { key: 'Escape' });
	expect(onLeave).toHaveBeenCalledOnce();
	expect(input().value).toBe('kind:');
});

test('a filter that changes from outside is shown; one that is being typed is not disturbed', () => {
	const { rerender } = render(bar('kind:echo'));
	rerender(bar('dir:up'));
	expect(input().value).toBe('dir:up');
	type('dir:up kin');
	rerender(bar('dir:up'));
	expect(input().value).toBe('dir:up kin');
});

test('clearing applies at once', () => {
	render(bar('kind:echo'));
	fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
	expect(onChange).toHaveBeenCalledExactlyOnceWith('');
	expect(input().value).toBe('');
});
