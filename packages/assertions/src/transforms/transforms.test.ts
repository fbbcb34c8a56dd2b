import type { JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { TRANSFORMS, type TransformName } from './index.ts';
import { shiftTimestamp } from './shift-time.ts';
import type { Transform, TransformContext } from './transform.ts';

const DAY_US = 86_400e6;

function apply(
	name: TransformName,
	recorded: JsonValue,
	options: object,
	context: Partial<TransformContext> = {},
): JsonValue {
	const transform = TRANSFORMS.find((one) => one.name === name) as unknown as Transform;
	let draws = 0;
	return transform.apply(recorded, transform.options.parse(options), {
		nowUs: DAY_US,
		recordedAtUs: 0,
		variables: { TOKEN: 'abc' },
		random: () => (draws++ % 10) / 10,
		sign: (algorithm, key, data) => new TextEncoder().encode(`${algorithm}:${key}:${data.length}`),
		...context,
	});
}

describe('set', () => {
	it('puts a value in the place of the recorded one, with variables filled in', () => {
		expect(apply('set', 'x', { value: 'Bearer {{TOKEN}} {{ OTHER }}' })).toBe('Bearer abc {{ OTHER }}');
		expect(apply('set', 'x', { value: { a: ['{{ TOKEN }}', 1, null] } })).toEqual({ a: ['abc', 1, null] });
	});

	it('tells which variables it needs', () => {
		const set = TRANSFORMS.find(({ name }) => name === 'set') as unknown as Transform;
		expect(set.variables({ value: ['{{A}}', { b: 'x{{B_2}}y{{A}}' }] })).toEqual(['A', 'B_2', 'A']);
	});
});

describe('shift-time', () => {
	it.each([
		['2026-02-28T23:30:00.5Z', '2026-03-01T23:30:00.5Z'],
		['2026-02-28T23:30:00.123456789+02:00', '2026-03-01T23:30:00.123456000+02:00'],
		['2026-02-28 23:30', '2026-03-01 23:30'],
		['2026-02-28', '2026-03-01'],
		['Sat, 28 Feb 2026 23:30:00 GMT', 'Sun, 01 Mar 2026 23:30:00 GMT'],
		[1_700_000_000, 1_700_086_400],
		[1_700_000_000.25, 1_700_086_400.25],
		['1700000000.250', '1700086400.250'],
		[1_700_000_000_123, 1_700_086_400_123],
		['1700000000123456', '1700086400123456'],
		[{ $number: '1700000000123456789' }, { $number: '1700086400123456789' }],
		['tomorrow', 'tomorrow'],
		[42, 42],
		[null, null],
	] as const)('moves %j by a day to %j', (recorded, shifted) =>
		expect(apply('shift-time', recorded, {})).toEqual(shifted),
	);

	it('moves back as well, and by less than a unit', () => {
		expect(shiftTimestamp('2026-03-01T00:00:00.000Z', -1500)).toBe('2026-02-28T23:59:59.998Z');
		expect(shiftTimestamp(1_700_000_000, 400_000)).toBe(1_700_000_000);
	});
});

describe('sign-jwt', () => {
	const token = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiI3IiwiZXhwIjoxNzAwMDAwMDAwfQ.c2ln';

	it('keeps the claims, moves the times and signs with the key', () => {
		const signed = apply('sign-jwt', `Bearer ${token}`, { key: 'k-{{TOKEN}}', claims: { role: 'test' } }) as string;
		const [header, payload, signature] = signed
			.replace('Bearer ', '')
			.split('.')
			.map((part) => atob(part.replaceAll('-', '+').replaceAll('_', '/')));
		expect(JSON.parse(header as string)).toEqual({ alg: 'HS256', kid: '1' });
		expect(JSON.parse(payload as string)).toEqual({ sub: '7', exp: 1_700_086_400, role: 'test' });
		expect(signature).toMatch(/^HS256:k-abc:\d+$/);
	});

	it('leaves what is no token', () => {
		expect(apply('sign-jwt', 'Bearer abc', { key: 'k' })).toBe('Bearer abc');
		expect(apply('sign-jwt', 7, { key: 'k' })).toBe(7);
	});
});

describe('random', () => {
	it('draws in the form that is asked for', () => {
		expect(apply('random', 'x', {})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(apply('random', 'x', { form: 'digits', length: 5 })).toMatch(/^\d{5}$/);
		expect(apply('random', 'x', { form: 'alphanumeric', length: 9 })).toMatch(/^[0-9A-Za-z]{9}$/);
		expect(apply('random', 'x', { form: 'integer', min: 5, max: 5 })).toBe(5);
	});
});
