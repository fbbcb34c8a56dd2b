// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DraftBar, type DraftBarProps } from './draft-bar.tsx';

afterEach(cleanup);

function show(props: Partial<DraftBarProps> = {}) {
	const handlers = { onUndo: vi.fn(), onDiscard: vi.fn(), onReview: vi.fn(), onSave: vi.fn() };
	render(
		<DraftBar
			rules={1}
			projected={{ passing: 232, asserted: 252 }}
			error={null}
			saving={false}
			{...handlers}
			{...props}
		/>,
	);
	return handlers;
}

const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement;

test('says what the draft would do, and that the report stays as it is', () => {
	show();
	expect(screen.getByText('1 draft assertion')).toBeTruthy();
	expect(screen.getByRole('status').textContent).toBe(
		'Projected accuracy 92.1 %, 232 of 252. This report keeps its verdict until you save.',
	);
});

test('undo, discard, review and save are a click away', () => {
	const { onUndo, onDiscard, onReview, onSave } = show();
	for (const name of ['Undo', 'Discard', 'Review changes', 'Save assertions and re-evaluate'])
		fireEvent.click(button(name));
	for (const handler of [onUndo, onDiscard, onReview, onSave]) expect(handler).toHaveBeenCalledOnce();
});

test('a draft that cannot be read says why and can only be dropped', () => {
	show({ error: '`rules.0.check`: Invalid input', projected: null });
	expect(screen.getByRole('status').textContent).toContain('rules.0.check');
	expect(button('Save assertions and re-evaluate').disabled).toBe(true);
	expect(button('Discard').disabled).toBe(false);
});

test('while it saves nothing else can be done', () => {
	show({ saving: true });
	expect(button('Saving…').disabled).toBe(true);
	expect(button('Discard').disabled).toBe(true);
});
