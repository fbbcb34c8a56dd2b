import { describe, expect, it } from 'vitest';
import { CliError } from '../../cli-error.ts';
import { parseFailIf } from './fail-if.ts';

describe('parseFailIf', () => {
	it.each([
		['missing > 0', { metric: 'missing', op: '<=', value: 0 }],
		['accuracy < 99.5 %', { metric: 'accuracy', op: '>=', value: 99.5 }],
		['latency.p95>=200ms', { metric: 'latency.p95', op: '<', value: 200 }],
		['messages.unexpected != 0', { metric: 'unexpected', op: '==', value: 0 }],
		['requests.result-match-pct == 50', { metric: 'accuracy', op: '!=', value: 50 }],
	])('reads %s as the goal that it must not be so', (text, goal) => expect(parseFailIf(text)).toMatchObject(goal));

	it('marks a number that it does not know', () => {
		expect(() => parseFailIf('latency.p42 > 1')).toThrow(CliError);
		expect(() => parseFailIf('latency.p42 > 1')).toThrow(/\n {2}latency.p42 > 1\n {2}\^{11}$/);
	});

	it.each(['', 'missing', 'missing > many', '> 3'])('refuses %j', (text) =>
		expect(() => parseFailIf(text)).toThrow('expected a number to watch'),
	);
});
