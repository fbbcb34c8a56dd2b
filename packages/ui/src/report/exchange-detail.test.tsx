// @vitest-environment happy-dom
import type { Difference, MessageResult } from '@refrain/assertions';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ExchangeDetail, type ExchangeDetailProps } from './exchange-detail.tsx';
import type { ExchangeDetailData, MessageSide } from './exchange-detail-data.ts';

afterEach(cleanup);

const differences: Difference[] = [
	{ path: '$.total', generalPath: '$.total', type: 'changed', expected: 1, observed: 2, ruleId: null, reason: null },
	{ path: '$.at', generalPath: '$.at', type: 'changed', expected: 'a', observed: 'b', ruleId: 'r1', reason: null },
];
const side = (value: MessageSide['value']): MessageSide => ({
	n: 3,
	atUs: 1_790_000_000_000_000,
	decoder: 'json',
	value,
	base64: btoa(JSON.stringify(value)),
	payloadBytes: 20,
});
const judged: MessageResult = {
	verdict: 'mismatch',
	sender: 'server',
	expected: 3,
	observed: 3,
	kind: 'echo',
	channel: null,
	differences,
	reason: 'differs in 1 field',
	recordedLatencyUs: 1,
	observedLatencyUs: 2,
};
const gone: MessageResult = {
	...judged,
	verdict: 'missing',
	observed: null,
	differences: [],
	reason: 'no counterpart came',
};
const event = { sender: 'server' as const, kind: 'echo', offsetUs: 10, sinceOpenUs: 10 };
const data: ExchangeDetailData = {
	result: {
		n: 87,
		connectionId: 'c',
		exchange: 87,
		kind: 'reply',
		label: 'PlaceOrder',
		channel: null,
		asserted: true,
		passed: false,
		verdict: 'mismatch',
		messages: [judged, gone],
		recordedLatencyUs: 1,
		observedLatencyUs: 2,
		cause: 'k',
		causes: ['k'],
		summary: 'total',
	},
	messages: [
		{ result: judged, expected: side({ total: 1, at: 'a', id: 7 }), observed: side({ total: 2, at: 'b', id: 7 }) },
		{ result: gone, expected: side({ total: 9 }), observed: null },
	],
	recorded: [
		{ ...event, key: 'a', verdict: 'mismatch', message: 0 },
		{ ...event, key: 'b', verdict: 'missing', message: 1 },
	],
	replayed: [{ ...event, key: 'c', verdict: 'mismatch', message: 0 }],
};

function show(props: Partial<ExchangeDetailProps> = {}) {
	const handlers = { onFailed: vi.fn(), onChange: vi.fn() };
	render(
		<ExchangeDetail
			data={data}
			failedPlace={8}
			failedTotal={21}
			view="fields"
			onlyDifferences={false}
			showIgnored
			selectedPath={null}
			draftFor={() => null}
			ruleText={(id) => `rule of ${id}`}
			replayName="replay #1"
			ignore={({ difference, onClose }) => (
				<button type="button" onClick={onClose}>
					popover of {difference.path}
				</button>
			)}
			{...handlers}
			{...props}
		/>,
	);
	return handlers;
}

test('says what it is, how it went, and which of the failures it is', () => {
	show();
	expect(screen.getByRole('heading', { name: 'Exchange 87 · PlaceOrder' })).toBeTruthy();
	expect(screen.getByText('8 of 21 failed')).toBeTruthy();
	expect(screen.getByText('1 of 3 fields match, 1 ignored, 1 differs')).toBeTruthy();
});

test('the neighbours among the failures are a click away', () => {
	const { onFailed } = show();
	fireEvent.click(screen.getByRole('button', { name: 'Previous failed exchange' }));
	fireEvent.click(screen.getByRole('button', { name: 'Next failed exchange' }));
	expect(onFailed.mock.calls).toEqual([[-1], [1]]);
});

test('a covered field names its rule, an open one can be ignored', () => {
	show();
	expect(screen.getByText('rule of r1')).toBeTruthy();
	fireEvent.click(screen.getByRole('button', { name: 'Ignore $.total' }));
	fireEvent.click(screen.getByText('popover of $.total'));
	expect(screen.queryByText('popover of $.total')).toBeNull();
});

test('a field that the draft covers is not offered again', () => {
	show({ draftFor: () => 'within 0.01' });
	expect(screen.getByText('draft: within 0.01')).toBeTruthy();
	expect(screen.queryByRole('button', { name: 'Ignore $.total' })).toBeNull();
});

test('the key i opens the popover of the chosen field', () => {
	show({ selectedPath: '$.total' });
	fireEvent.keyDown(screen.getByRole('treegrid'), { key: 'i' });
	expect(screen.getByText('popover of $.total')).toBeTruthy();
});

test('another message of the exchange is chosen on its lane', () => {
	show();
	const lane = screen.getByRole('list', { name: 'Recorded messages' });
	fireEvent.click(lane.querySelectorAll('button')[1] as HTMLElement);
	expect(screen.getByText('no counterpart came')).toBeTruthy();
});

test('bytes of both sides stand beside each other', () => {
	show({ view: 'bytes' });
	expect(screen.getByRole('table', { name: 'Bytes of both payloads' }).textContent).toContain('7b 22 74 6f 74 61 6c');
});

test('what has no payload says what was compared', () => {
	const bare = {
		...data,
		messages: [{ result: { ...judged, differences: [], reason: '' }, expected: null, observed: null }],
		recorded: [],
		replayed: [],
	};
	show({ data: bare });
	expect(screen.getByText('Everything that is compared matches.')).toBeTruthy();
});
