// @vitest-environment happy-dom
import { type TestConfig, testConfigSchema } from '@refrain/assertions';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ProfileRules } from './profile-rules.tsx';

afterEach(cleanup);

const config: TestConfig = testConfigSchema.parse({
	version: 1,
	fields: [
		{
			id: 'a',
			path: '$.timestamp',
			check: 'timestamp',
			scope: { sender: 'server', kind: 'echo' },
			why: 'server clock',
		},
		{ id: 'b', path: '$..etag', check: 'ignore', enabled: false },
	],
});

test('each rule says what it does, where, and why', () => {
	render(<ProfileRules config={config} texts={{ a: 'a timestamp', b: 'ignored' }} onChange={null} />);
	const first = screen.getByText('$.timestamp').parentElement as HTMLElement;
	expect(first.textContent).toContain('a timestamp · echo from the server · server clock');
	expect(screen.getByText('off')).toBeTruthy();
	expect(screen.queryByRole('switch')).toBeNull();
});

test('a rule can be switched off and deleted', () => {
	const onChange = vi.fn();
	render(<ProfileRules config={config} texts={{ a: 'a timestamp', b: 'ignored' }} onChange={onChange} />);
	fireEvent.click(screen.getByRole('switch', { name: 'Rule 1 is on' }));
	expect(onChange.mock.calls[0]?.[0]).toMatchObject([{ id: 'a', enabled: false }, { id: 'b' }]);
	fireEvent.click(screen.getByRole('button', { name: 'Delete rule 2' }));
	expect(onChange.mock.calls[1]?.[0]).toMatchObject([{ id: 'a' }]);
});

test('a profile without rules says what it means', () => {
	render(<ProfileRules config={testConfigSchema.parse({ version: 1 })} texts={{}} onChange={null} />);
	expect(screen.getByText('Every field must be equal.')).toBeTruthy();
});
