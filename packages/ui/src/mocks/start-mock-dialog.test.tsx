// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { behaviourTexts, mockCommand } from './mock-choices.ts';
import { StartMockDialog, type StartMockDialogProps } from './start-mock-dialog.tsx';

afterEach(cleanup);

function show(props: Partial<StartMockDialogProps> = {}) {
	const onStart = vi.fn();
	render(
		<StartMockDialog
			snapshots={[{ id: 's1', name: 'demo' }]}
			snapshotId="s1"
			starting={false}
			error={null}
			onStart={onStart}
			onClose={() => {}}
			{...props}
		/>,
	);
	return onStart;
}

const start = () => screen.getByRole('button', { name: 'Start mock' }) as HTMLButtonElement;

test('starts with what most people want', () => {
	const onStart = show();
	fireEvent.click(start());
	expect(onStart).toHaveBeenCalledWith({
		snapshotId: 's1',
		port: 8090,
		options: { strictness: 'same-meaning', noMatch: { action: 'error' }, pushes: 'recorded', end: 'as-recorded' },
	});
});

test.each(['x', '70000', ''])('port "%s" is refused', (port) => {
	show();
	fireEvent.change(screen.getByLabelText('Port on 127.0.0.1'), { target: { value: port } });
	expect(start().disabled).toBe(true);
	expect(screen.getByRole('alert').textContent).toContain('65535');
});

test('the command line follows the port', () => {
	show();
	fireEvent.change(screen.getByLabelText('Port on 127.0.0.1'), { target: { value: '9001' } });
	expect(screen.getByText('npx refrain mock start --in-dir DIR --port 9001')).toBeTruthy();
});

test('behaviour in words; what was not said is the default', () => {
	expect(behaviourTexts({ noMatch: { action: 'silent' }, end: 'loop' })).toEqual([
		['Matching', 'same meaning'],
		['No match', 'stay silent'],
		['Pushes', 'recorded timing'],
		['At the end', 'start over'],
	]);
});

test.each([
	[{}, 'npx refrain mock start --in-dir DIR --port 1'],
	[{ noMatch: { action: 'close', code: 1008 } }, 'npx refrain mock start --in-dir DIR --port 1 --on-miss close:1008'],
	[
		{ strictness: 'exact', noMatch: { action: 'passthrough', url: 'ws://h/a?b=1&c' }, pushes: 'off', end: 'loop' },
		"npx refrain mock start --in-dir DIR --port 1 --match exact --on-miss 'ws://h/a?b=1&c' --pushes off --end loop",
	],
] as const)('as a command line: %j', (over, line) => {
	const options = {
		strictness: 'same-meaning',
		noMatch: { action: 'error' },
		pushes: 'recorded',
		end: 'as-recorded',
	} as const;
	expect(mockCommand('1', { ...options, ...over })).toBe(line);
});
