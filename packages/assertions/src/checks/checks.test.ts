import type { JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import type { CheckInput, FieldCheck } from './field-check.ts';
import { FIELD_CHECKS, type FieldCheckName } from './index.ts';

interface Case {
	expected?: JsonValue;
	observed?: JsonValue;
	type?: CheckInput['type'];
	previous?: JsonValue;
	counterpart?: JsonValue;
}

function answer(name: FieldCheckName, options: object, { previous, counterpart, ...values }: Case) {
	const check = FIELD_CHECKS.find((one) => one.name === name) as unknown as FieldCheck;
	const ask = check.prepare(check.options.parse(options));
	return ask({
		expected: values.expected,
		observed: values.observed,
		type: values.type ?? 'changed',
		previous: () => previous,
		counterpartOf: () => counterpart,
	});
}

describe('ignore and exact', () => {
	it('pass everything, and nothing', () => {
		expect(answer('ignore', {}, { type: 'removed', expected: 1 })).toBe(true);
		expect(answer('exact', {}, { expected: 1, observed: 2 })).toBe('must be equal');
	});
});

describe('same-type', () => {
	it('passes other values only', () => {
		expect(answer('same-type', {}, { expected: 1, observed: 2 })).toBe(true);
		expect(answer('same-type', {}, { expected: 1, observed: '1', type: 'type-changed' })).toBe('has another type');
		expect(answer('same-type', {}, { expected: 1, type: 'removed' })).toBe('is gone');
		expect(answer('same-type', {}, { observed: 1, type: 'added' })).toBe('is new');
	});
});

describe('timestamp', () => {
	it('wants the same way of writing', () => {
		const expected = '2026-11-24T20:27:18.746Z';
		expect(answer('timestamp', {}, { expected, observed: '2027-01-01T00:00:00Z' })).toBe(true);
		expect(answer('timestamp', {}, { expected, observed: 1_795_552_038_746, type: 'type-changed' })).toBe(
			'is written as epoch-ms instead of iso-date-time',
		);
		expect(answer('timestamp', {}, { expected, observed: 'soon' })).toBe('is no timestamp');
		expect(answer('timestamp', {}, { expected, type: 'removed' })).toBe('is gone');
		expect(answer('timestamp', { format: 'epoch-s' }, { expected, observed: 1_795_552_038 })).toBe(true);
	});
});

describe('within', () => {
	it('measures distance and per cent', () => {
		expect(answer('within', { by: 0.1 }, { expected: 0.2, observed: 0.3 })).toBe(true);
		expect(answer('within', { by: 0.1 }, { expected: 0.2, observed: 0.31 })).toBe('is more than 0.1 away');
		expect(answer('within', { percent: 5 }, { expected: 200, observed: 210 })).toBe(true);
		expect(answer('within', { percent: 5, by: 1 }, { expected: 200, observed: 211 })).toBe(
			'is more than 1 or 5 % away',
		);
		expect(answer('within', { by: 1 }, { expected: 1, observed: '1' })).toBe('is no number');
	});

	it('needs a limit', () => {
		expect(() => answer('within', {}, {})).toThrow('needs');
	});
});

describe('pattern', () => {
	it('fits the whole text', () => {
		expect(answer('pattern', { regex: '[a-z]+' }, { observed: 'abc' })).toBe(true);
		expect(answer('pattern', { regex: '[a-z]+', name: 'word' }, { observed: 'abc1' })).toBe('does not fit word');
		expect(answer('pattern', { regex: '\\d+' }, { observed: 42 })).toBe(true);
		expect(answer('pattern', { regex: '\\d+' }, { observed: { $number: '12345678901234567890' } })).toBe(true);
		expect(answer('pattern', { regex: '.*' }, { observed: null })).toBe('is neither a string nor a number');
	});

	it('refuses what RE2 does not know, and stays linear on hostile patterns', () => {
		expect(() => answer('pattern', { regex: '(?=a)' }, {})).toThrow('RE2');
		expect(answer('pattern', { regex: '(a+)+b' }, { observed: 'a'.repeat(5000) })).toBe('does not fit (a+)+b');
	});
});

describe('one-of', () => {
	it('compares as JSON', () => {
		const values = ['a', { x: 1, y: 2 }];
		expect(answer('one-of', { values }, { observed: { y: 2, x: 1 } })).toBe(true);
		expect(answer('one-of', { values }, { observed: 'b' })).toBe('is none of the 2 allowed values');
		expect(answer('one-of', { values }, { type: 'removed' })).toBe('is gone');
	});
});

describe('any-order', () => {
	it('passes moved items and reordered arrays', () => {
		expect(answer('any-order', {}, { type: 'moved', expected: 1, observed: 1 })).toBe(true);
		expect(answer('any-order', {}, { expected: [1, 2, 2], observed: [2, 1, 2] })).toBe(true);
		expect(answer('any-order', {}, { expected: [1, 2, 2], observed: [1, 1, 2] })).toBe('has other items');
		expect(answer('any-order', {}, { type: 'added', observed: 3 })).toBe('is no reordering');
	});
});

describe('present', () => {
	it('wants any value', () => {
		expect(answer('present', {}, { expected: 1, observed: null, type: 'type-changed' })).toBe(true);
		expect(answer('present', {}, { expected: 1, type: 'removed' })).toBe('is gone');
	});
});

describe('increasing', () => {
	it('compares with the message before', () => {
		expect(answer('increasing', {}, { observed: 8, previous: 7 })).toBe(true);
		expect(answer('increasing', {}, { observed: 7, previous: 7 })).toBe('is not greater than the one before');
		expect(answer('increasing', {}, { observed: 7 })).toBe(true);
		expect(answer('increasing', {}, { observed: 'x', previous: 7 })).toBe('is no number');
	});
});

describe('follow', () => {
	it('wants the same replacement everywhere', () => {
		expect(answer('follow', {}, { expected: 'a', observed: 'b' })).toBe(true);
		expect(answer('follow', {}, { expected: 'a', observed: 'b', counterpart: 'b' })).toBe(true);
		expect(answer('follow', {}, { expected: 'a', observed: 'c', counterpart: 'b' })).toBe(
			'is not what the service gave before',
		);
		expect(answer('follow', {}, { expected: 'a', type: 'removed' })).toBe('is gone');
		expect(answer('follow', {}, { observed: 'a', type: 'added' })).toBe('is new');
		expect(answer('follow', {}, { expected: 1, observed: 'a', type: 'type-changed' })).toBe('has another type');
	});
});

it('describes every check in words', () => {
	const options: Record<string, object> = {
		within: { by: 0.01 },
		pattern: { regex: 'x' },
		'one-of': { values: [1, 2] },
	};
	const words = FIELD_CHECKS.map((one) => {
		const check = one as unknown as FieldCheck;
		return check.describe(check.options.parse(options[check.name] ?? {}));
	});
	expect(new Set(words).size).toBe(FIELD_CHECKS.length);
	expect(words).toContain('at most 0.01 apart');
	expect(words).toContain('one of 1, 2');
});
