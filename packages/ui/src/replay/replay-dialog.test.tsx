// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ReplayDialog, type ReplayDialogProps } from './replay-dialog.tsx';

afterEach(cleanup);

function show(props: Partial<ReplayDialogProps> = {}) {
	const onStart = vi.fn();
	render(
		<ReplayDialog
			snapshot={{ name: 'demo 1', durationUs: 12_000_000, connections: 1 }}
			targets={[{ url: 'ws://127.0.0.1:4202', label: 'Demo, faulty build' }, { url: 'ws://localhost:8080' }]}
			profiles={[{ id: 'p1', name: 'demo', version: 3 }]}
			starting={false}
			error={null}
			onStart={onStart}
			onClose={() => {}}
			{...props}
		/>,
	);
	return onStart;
}

const start = () => screen.getByRole('button', { name: 'Start replay' }) as HTMLButtonElement;
const command = () => screen.getByText(/npx refrain replay/).textContent;

test('starts with the first target, recorded timing and no profile', () => {
	const onStart = show();
	fireEvent.click(start());
	expect(onStart).toHaveBeenCalledWith({
		target: 'ws://127.0.0.1:4202',
		timing: { mode: 'recorded' },
		answerMs: null,
		profileId: null,
	});
});

test('a known target is one click', () => {
	const onStart = show();
	fireEvent.click(screen.getByRole('button', { name: 'ws://localhost:8080' }));
	fireEvent.click(start());
	expect(onStart.mock.calls[0]?.[0].target).toBe('ws://localhost:8080');
});

test('the command line follows the form', () => {
	show();
	expect(command()).toBe('npx refrain replay --in DIR --test-against ws://127.0.0.1:4202');
	fireEvent.change(screen.getByLabelText('Wait for answer, s'), { target: { value: '0.5' } });
	expect(command()).toContain('--wait 500ms');
});

test.each(['localhost:8080', 'ftp://x'])('"%s" cannot be started, and the reason is said', (target) => {
	show();
	fireEvent.change(screen.getByLabelText('Target'), { target: { value: target } });
	expect(start().disabled).toBe(true);
	expect(screen.getByRole('alert').textContent).toContain('ws://host:port');
});

test('what was used last time is there again', () => {
	const initial = { target: 'ws://a', timing: { mode: 'speed', factor: 8 } as const, answerMs: 2000, profileId: 'p1' };
	const onStart = show({ initial });
	fireEvent.click(start());
	expect(onStart).toHaveBeenCalledWith(initial);
});

test('why it could not start is said', () => {
	show({ error: 'There is no snapshot x.' });
	expect(screen.getByRole('alert').textContent).toBe('There is no snapshot x.');
});
