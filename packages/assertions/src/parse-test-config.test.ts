import { describe, expect, it } from 'vitest';
import { AssertionsError } from './assertions-error.ts';
import { parseTestConfig, testConfigJsonSchema } from './parse-test-config.ts';
import { DEFAULT_TEST_CONFIG } from './test-config.ts';

function refusal(value: unknown): string {
	try {
		parseTestConfig(value, 'checks.json');
	} catch (error) {
		expect(error).toBeInstanceOf(AssertionsError);
		return (error as Error).message;
	}
	throw new Error('was accepted');
}

describe('parseTestConfig', () => {
	it('fills in what is left out', () => {
		expect(parseTestConfig({ version: 1 }, 'x')).toEqual(DEFAULT_TEST_CONFIG);
		const { fields } = parseTestConfig({ version: 1, fields: [{ id: 'a', path: '$..at', check: 'timestamp' }] }, 'x');
		expect(fields).toEqual([
			{ id: 'a', path: '$..at', check: 'timestamp', options: {}, scope: {}, enabled: true, why: '', source: 'user' },
		]);
	});

	it('reads what it prints', () => {
		const config = parseTestConfig(
			{
				version: 1,
				fields: [{ id: 'a', path: '$.x', check: 'within', options: { by: 1 }, scope: { kind: 'k' } }],
				goals: [{ metric: 'latency.p95', op: '<=', value: 80 }],
				only: [{ path: '$.x' }],
			},
			'x',
		);
		expect(parseTestConfig(JSON.parse(JSON.stringify(config)), 'x')).toEqual(config);
	});

	it.each([
		[{ version: 2 }, 'checks.json is no assertion profile: version: Invalid input: expected 1'],
		[{ version: 1, feilds: [] }, 'checks.json is no assertion profile: the profile: Unrecognized key: "feilds"'],
		[{ version: 1, fields: [{ id: 'a', path: 'x y', check: 'ignore' }] }, 'fields[0].path: is no field path'],
		[
			{ version: 1, fields: [{ id: 'a', path: '$.x', check: 'pattern', options: { regex: '(' } }] },
			'fields[0].options.regex: is no RE2 regular expression',
		],
		[{ version: 1, fields: [{ id: 'a', path: '$.x', check: 'within' }] }, 'fields[0].options'],
	])('refuses %j and says where', (value, message) => expect(refusal(value)).toContain(message));

	it('tells the first three of many problems', () => {
		const fields = Array.from({ length: 5 }, () => ({ id: '', path: '$.x', check: 'ignore' }));
		expect(refusal({ version: 1, fields })).toMatch(/\(and 2 more\)$/);
	});
});

it('publishes a JSON schema that names every check', () => {
	const schema = JSON.stringify(testConfigJsonSchema());
	for (const name of ['same-type', 'one-of', 'follow', 'increasing']) expect(schema).toContain(`"${name}"`);
});
