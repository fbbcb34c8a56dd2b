import { expect, test } from 'vitest';
import { planSearch, rowConditions } from './row-conditions.ts';

const is = (...values: string[]) => ({ values, negated: false });
const not = (...values: string[]) => ({ values, negated: true });

test('what the store can answer is given to it whole', () => {
	const plan = planSearch({ sender: 'client', types: ['text'], kinds: [is('echo')], texts: [is('stock')] });
	expect(plan.filter).toEqual({ sender: 'client', types: ['text'], kind: 'echo', text: 'stock' });
	expect(plan.acceptsRow({ kind: 'anything' })).toBe(true);
	expect(plan.restTexts).toEqual([]);
});

test('several kinds, and none of some, are looked at row by row', () => {
	const plan = planSearch({ kinds: [not('tick', 'heart*'), is('order', 'ECHO')] });
	expect(plan.filter).toEqual({});
	expect(['echo', 'OrderUpdated', 'next Echo'].map((kind) => plan.acceptsRow({ kind }))).toEqual([true, true, true]);
	expect(['order tick', 'heartbeat order', 'push'].map((kind) => plan.acceptsRow({ kind }))).toEqual([
		false,
		false,
		false,
	]);
});

test('a pattern with * is the whole kind, and its other characters are literal', () => {
	const plan = planSearch({ kinds: [is('a.*', 'zzz')] });
	expect(['a.b', 'A.', 'xa.b', 'aab'].map((kind) => plan.acceptsRow({ kind }))).toEqual([true, true, false, false]);
});

test('the store looks for the longest text, the others are left', () => {
	const plan = planSearch({ texts: [is('ab'), is('longest'), not('never')] });
	expect(plan.filter).toEqual({ text: 'longest' });
	expect(plan.restTexts).toEqual([is('ab'), not('never')]);
});

test('a text of one character is refused with a reason', () => {
	const read = rowConditions.safeParse({ texts: [is('x')] });
	expect(read.error?.issues[0]?.message).toBe('Text search needs at least 2 characters.');
});
