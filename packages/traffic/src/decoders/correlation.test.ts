import { expect, it } from 'vitest';
import type { JsonValue } from '../model.ts';
import { idText, proposeCorrelationId } from './correlation.ts';

it('proposes the surest key that carries an id', () => {
	expect(proposeCorrelationId({ id: 5, requestId: 'r-1' })).toBe('requestId=r-1');
	expect(proposeCorrelationId({ id: 0 })).toBe('id=0');
	expect(proposeCorrelationId({ id: { $number: '18239578009413566319' } })).toBe('id=18239578009413566319');
	const others: JsonValue[] = [
		{},
		{ id: null },
		{ id: '' },
		{ id: {} },
		{ id: 'x'.repeat(129) },
		[],
		null,
		'id',
		{ $number: '1' },
	];
	for (const value of others) {
		expect(proposeCorrelationId(value)).toBeNull();
	}
});

it('takes texts and numbers for ids', () => {
	expect([idText('a'), idText(1.5), idText(true), idText(undefined)]).toEqual(['a', '1.5', null, null]);
});
