// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ShareDialog, type ShareDialogProps, type ShareLink } from './share-dialog.tsx';

afterEach(cleanup);

const link: ShareLink = {
	id: 'l1',
	evaluation: 2,
	include: 'none',
	createdAtUs: 1_795_000_000_000_000,
	expiresAtUs: 1_795_600_000_000_000,
	opened: 4,
	lastOpenedAtUs: 1_795_100_000_000_000,
};

function show(props: Partial<ShareDialogProps> = {}) {
	const handlers = { onCreate: vi.fn(), onRevoke: vi.fn(), onUndoRevoke: vi.fn(), onClose: vi.fn() };
	render(
		<ShareDialog
			what="replay #1"
			links={[]}
			created={null}
			revoked={null}
			creating={false}
			error={null}
			{...handlers}
			{...props}
		/>,
	);
	return handlers;
}

test('by default a week, and payloads of what failed only', () => {
	const { onCreate } = show();
	fireEvent.click(screen.getByRole('button', { name: 'Create link' }));
	expect(onCreate).toHaveBeenCalledWith({ days: 7, include: 'failed' });
});

test('what is included can be narrowed', () => {
	const { onCreate } = show();
	fireEvent.click(screen.getByRole('radio', { name: /No payloads/ }));
	fireEvent.click(screen.getByRole('button', { name: 'Create link' }));
	expect(onCreate.mock.calls[0]?.[0].include).toBe('none');
});

test('a new link is shown once, with its address', () => {
	show({ links: [link], created: { id: 'l1', url: 'http://localhost:3000/s/abc' } });
	expect(screen.getByText('http://localhost:3000/s/abc')).toBeTruthy();
	expect(screen.getByText('just now')).toBeTruthy();
});

test('each link says what it shows and how often it was opened, and can be revoked', () => {
	const { onRevoke } = show({ links: [link] });
	expect(screen.getByText(/Evaluation 2, no payloads/).textContent).toContain('opened 4 times');
	fireEvent.click(screen.getByRole('button', { name: /Revoke the link/ }));
	expect(onRevoke).toHaveBeenCalledWith(link);
});

test('a revoked link can be had back', () => {
	const { onUndoRevoke } = show({ revoked: link });
	fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
	expect(onUndoRevoke).toHaveBeenCalledWith(link);
});

test('without links it says so', () => {
	show();
	expect(screen.getByText(/None\./)).toBeTruthy();
});
