// @vitest-environment happy-dom
import type { Suggestion } from '@refrain/assertions';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { IgnorePopover, type IgnorePopoverProps } from './ignore-popover.tsx';

afterEach(cleanup);

const suggestion: Suggestion = {
	path: '$.order.updatedAt',
	kind: 'echo',
	sender: 'server',
	check: 'timestamp',
	options: {},
	label: 'Match as timestamp',
	evidence: 'All 236 values are ISO dates.',
	certain: true,
};

function show(props: Partial<IgnorePopoverProps> = {}) {
	const handlers = { onChoice: vi.fn(), onAdd: vi.fn(), onClose: vi.fn() };
	render(
		<IgnorePopover
			target={{ generalPath: '$.order.updatedAt', kind: 'echo', sender: 'server' }}
			suggestion={suggestion}
			anchor={{ current: document.body }}
			covered={{ kind: 118, path: 131, name: 204 }}
			before={{ passing: 232, asserted: 252 }}
			projection={{
				passing: 244,
				asserted: 252,
				startToMatch: Array.from({ length: 12 }, (_, n) => n),
				stopMatching: [],
				othersHidden: 0,
				stopChecking: 106,
				covered: [],
				texts: {},
			}}
			goal={99}
			choice={{ scope: 'kind', suggested: false }}
			{...handlers}
			{...props}
		/>,
	);
	return handlers;
}

test('says what each scope covers and what the choice would do', () => {
	show();
	expect(screen.getAllByRole('radio')).toHaveLength(3);
	expect(screen.getByText('204')).toBeTruthy();
	expect(screen.getByText('92.1 %')).toBeTruthy();
	expect(screen.getByText('96.8 %')).toBeTruthy();
	expect(screen.getByText(/failing exchanges start to match/).textContent).toContain('12');
	expect(screen.getByText('106 passing exchanges stop checking this field.')).toBeTruthy();
});

test('the scope and the safer check can be chosen before anything is added', () => {
	const { onChoice, onAdd } = show();
	fireEvent.click(screen.getByRole('radio', { name: /Any field named/ }));
	fireEvent.click(screen.getByRole('button', { name: 'Match as timestamp' }));
	expect(onChoice.mock.calls).toEqual([[{ scope: 'name', suggested: false }], [{ scope: 'kind', suggested: true }]]);
	expect(onAdd).not.toHaveBeenCalled();
});

test('adds on submit, closes on cancel', () => {
	const { onAdd, onClose } = show();
	fireEvent.submit(screen.getByRole('button', { name: /Add to draft/ }).closest('form') as HTMLFormElement);
	fireEvent.click(screen.getAllByRole('button', { name: 'Cancel' })[0] as HTMLElement);
	expect(onAdd).toHaveBeenCalledOnce();
	expect(onClose).toHaveBeenCalledOnce();
});

test('while it computes it says so', () => {
	show({ projection: null, covered: null });
	expect(screen.getByText('Computing…')).toBeTruthy();
});
