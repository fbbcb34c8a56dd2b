// @vitest-environment happy-dom
import type { ReportSummary } from '@refrain/assertions';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { KpiStrip, type KpiStripProps } from './kpi-strip.tsx';

afterEach(cleanup);

const summary: ReportSummary = {
	result: 'failed',
	passing: 231,
	asserted: 252,
	verdicts: { match: 226, ignored: 5, mismatch: 14, missing: 5, late: 0, unexpected: 2 },
	messagesExpected: 1325,
	messagesObserved: 1318,
	connections: [
		{
			connectionId: 'a',
			path: '/ws',
			state: 'closed',
			error: null,
			expectedClose: { code: 1000, by: 'server' },
			observedClose: { code: 1011, by: 'server' },
		},
	],
	latency: [{ kind: '*', n: 8, recorded: { p95: 61_000 }, observed: { p95: 84_000 } }],
	causes: [],
	goals: [],
	outcome: { state: 'finished', error: null, startedAtUs: 0, endedAtUs: 0, connections: [] },
};

function show(props: Partial<KpiStripProps> = {}) {
	render(
		<KpiStrip summary={summary} goal={99} projected={null} latencies={{ recorded: [1], observed: [2] }} {...props} />,
	);
}

const kpi = (name: string) => screen.getByRole('region', { name });

test('accuracy is exact, with its goal', () => {
	show();
	expect(kpi('Accuracy').querySelector('[data-accuracy]')?.textContent).toBe('91.7');
	expect(kpi('Accuracy').textContent).toContain('231 of 252 exchanges match · goal ≥ 99 %');
});

test('with a draft the projection stands beside the verdict, which stays', () => {
	show({ projected: { passing: 232, asserted: 252 } });
	expect(kpi('Accuracy').textContent).toContain('91.7');
	expect(kpi('Accuracy').querySelector('[data-projected]')?.textContent).toBe('92.1 %');
});

test('outcomes, messages, latency and connections say what differs', () => {
	show();
	expect(kpi('Outcomes').textContent).toContain('21 failed');
	expect(
		within(kpi('Outcomes')).getByRole('img', { name: 'Messages: 231 match, 14 differ, 5 missing, 2 unexpected' }),
	).toBeTruthy();
	expect(kpi('Messages').textContent).toContain('7 fewer');
	expect(kpi('Latency p95').textContent).toContain('+38 %');
	expect(kpi('Latency p95').textContent).toContain('n = 8');
	expect(kpi('Connections').textContent).toContain('1 closed with 1011 instead of 1000');
});

test('while the replay runs what is not known yet is not guessed', () => {
	show({ summary: null, progress: { messagesReceived: 6, connections: [{ connectionId: 'a', state: 'open' }] } });
	expect(kpi('Accuracy').textContent).toContain('judged when the replay ends');
	expect(kpi('Messages').textContent).toContain('6');
	expect(kpi('Connections').textContent).toContain('1 of 1 opened');
});

test('nothing judged is no percentage', () => {
	show({ summary: { ...summary, passing: 0, asserted: 0 }, goal: null });
	expect(kpi('Accuracy').textContent).toContain('–');
	expect(kpi('Accuracy').textContent).not.toContain('%');
});
