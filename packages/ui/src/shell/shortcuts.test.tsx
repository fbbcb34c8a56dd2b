// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeSetting } from './local-setting.ts';
import { ShortcutList } from './shortcut-list.tsx';
import { handleKey, SINGLE_KEYS_SETTING, useShortcuts } from './shortcuts.ts';

const run = { next: vi.fn(), go: vi.fn(), replay: vi.fn(), inner: vi.fn(), palette: vi.fn() };

function Page() {
	useShortcuts('Everywhere', [
		{ keys: 'g t', label: 'Go to Traffic', run: run.go },
		{ keys: 'mod+k', label: 'Palette', run: run.palette, inFields: true },
	]);
	useShortcuts('Frames', [
		{ keys: ['j', 'ArrowDown'], label: 'Next frame', run: run.next },
		{ keys: 't', label: 'Replay', run: run.replay },
	]);
	return (
		<>
			<input aria-label="field" />
			<div role="dialog" aria-label="dialog">
				<button type="button">inside</button>
			</div>
			<button type="button" onKeyDown={(event) => event.key === 'j' && event.preventDefault()}>
				widget
			</button>
			<ShortcutList />
		</>
	);
}

beforeEach(() => {
	vi.useFakeTimers();
	document.addEventListener('keydown', handleKey);
	render(<Page />);
});
afterEach(() => {
	document.removeEventListener('keydown', handleKey);
	writeSetting(SINGLE_KEYS_SETTING, null);
	cleanup();
	vi.clearAllMocks();
	vi.useRealTimers();
});

const press = (key: string, target: Element = document.body, mods = {}) => fireEvent.keyDown(target, { key, ...mods });

test('a key runs what it is bound to, in each of its spellings', () => {
	press('j');
	press('ArrowDown');
	expect(run.next).toHaveBeenCalledTimes(2);
});

test('typing in a field types; only combinations that no one types still work', () => {
	const field = screen.getByLabelText('field');
	press('j', field);
	press('k', field, { ctrlKey: true });
	expect(run.next).not.toHaveBeenCalled();
	expect(run.palette).toHaveBeenCalledOnce();
});

test('a dialog has the keys to itself, and a widget those it takes', () => {
	press('j', screen.getByText('inside'));
	press('j', screen.getByText('widget'));
	expect(run.next).not.toHaveBeenCalled();
});

test('a sequence is two keys within 800 ms; later the second key is a key of its own', () => {
	press('g');
	press('t');
	expect([run.go.mock.calls.length, run.replay.mock.calls.length]).toEqual([1, 0]);
	press('g');
	vi.advanceTimersByTime(1_000);
	press('t');
	expect([run.go.mock.calls.length, run.replay.mock.calls.length]).toEqual([1, 1]);
});

test('single keys can be switched off; arrows stay', () => {
	writeSetting(SINGLE_KEYS_SETTING, 'off');
	press('j');
	press('g');
	press('t');
	expect(run.next).not.toHaveBeenCalled();
	expect(run.go).not.toHaveBeenCalled();
	press('ArrowDown');
	expect(run.next).toHaveBeenCalledOnce();
});

test('every bound key is in the list, under its heading', () => {
	expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual(['Everywhere', 'Frames']);
	const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
	expect(rows).toEqual(['Go to TrafficGTg t', 'PaletteCtrlKmod+k', 'Next frameJjor↓ArrowDown', 'ReplayTt']);
});
