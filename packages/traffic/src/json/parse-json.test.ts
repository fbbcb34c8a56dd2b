import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonNumber } from './json-number.ts';
import { MAX_JSON_DEPTH, parseJson } from './parse-json.ts';

function parsed(text: string) {
	const result = parseJson(text);
	if (!result.ok) throw new Error(`${result.reason} at ${result.offset}`);
	return result;
}

describe('parseJson', () => {
	it('agrees with JSON.parse on what JSON.stringify writes', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\n\t'), (text, space) => {
				expect(parsed(space + text + space).value).toEqual(JSON.parse(text));
			}),
		);
	});

	it('takes and refuses exactly what JSON.parse takes and refuses', () => {
		const tokens = fc.constantFrom(
			'{',
			'}',
			'[',
			']',
			',',
			':',
			'"a"',
			'"',
			'1',
			'-',
			'.5',
			'e3',
			'true',
			'nul',
			'\\u00',
			' ',
			'\n',
		);
		fc.assert(
			fc.property(fc.array(tokens, { maxLength: 9 }), (parts) => {
				const text = parts.join('');
				let value: unknown;
				let taken = true;
				try {
					value = JSON.parse(text);
				} catch {
					taken = false;
				}
				const result = parseJson(text);
				expect(result.ok).toBe(taken);
				if (result.ok) expect(result.value).toEqual(value);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		['9007199254740993', { $number: '9007199254740993' }],
		['18239578009413566319', { $number: '18239578009413566319' }],
		['0.1000000000000000055', { $number: '0.1000000000000000055' }],
		['1e400', { $number: '1e400' }],
		['1e-400', { $number: '1e-400' }],
		['9007199254740992', 9007199254740992],
		['0.30000000000000004', 0.30000000000000004],
		['1500000000000000000000', 1.5e21],
		['100.00000000000000000', 100],
		['1.7976931348623157e308', Number.MAX_VALUE],
		['-0', -0],
		['0e5', 0],
	])('keeps every digit of %s', (text, value) => {
		expect(parsed(text).value).toEqual(value);
		expect(parsed(`[${text}]`).flags).toEqual(isJsonNumber(value) ? ['number that a double cannot hold'] : []);
	});

	it('lets the last of repeated keys win, and flags them', () => {
		expect(parsed('{"a":1,"b":2,"a":3}')).toEqual({ ok: true, value: { a: 3, b: 2 }, flags: ['duplicate key "a"'] });
		expect(parsed('{"a":1,"b":{"a":2}}').flags).toEqual([]);
		expect(parsed('{"\\u0061":1,"a":2}').flags).toEqual(['duplicate key "a"']);
	});

	it('keeps __proto__ as a key and leaves prototypes alone', () => {
		const { value, flags } = parsed('{"__proto__":{"admin":true},"x":{"__proto__":null}}');
		expect(Object.keys(value as object)).toEqual(['__proto__', 'x']);
		expect((value as { admin?: boolean }).admin).toBeUndefined();
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		expect(flags).toEqual(['__proto__ key']);
	});

	it('skips a byte order mark', () => {
		expect(parsed('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 }, flags: ['byte order mark'] });
	});

	it('keeps NaN and Infinity inside a value, but takes no lone word for JSON', () => {
		expect(parsed('{"a":NaN,"b":[-Infinity,Infinity]}')).toEqual({
			ok: true,
			value: { a: { $number: 'NaN' }, b: [{ $number: '-Infinity' }, { $number: 'Infinity' }] },
			flags: ['NaN is not JSON', '-Infinity is not JSON', 'Infinity is not JSON'],
		});
		expect(parseJson('NaN').ok).toBe(false);
	});

	it('goes 300 levels deep, and says so', () => {
		const { value, flags } = parsed(`${'{"a":['.repeat(150)}1${']}'.repeat(150)}`);
		let at: unknown = value;
		for (let level = 0; level < 150; level++) at = (at as { a: unknown[] }).a[0];
		expect(at).toBe(1);
		expect(flags).toEqual(['nested deeper than 100 levels']);
	});

	it('refuses what is too deep without running out of stack', () => {
		for (const depth of [MAX_JSON_DEPTH + 1, 1_000_000]) {
			expect(parseJson(`${'['.repeat(depth)}1${']'.repeat(depth)}`)).toMatchObject({
				ok: false,
				reason: 'nested deeper than 1000 levels',
				offset: MAX_JSON_DEPTH + 1,
			});
		}
	});

	it.each([
		['', 'a value was expected', 0],
		['{"a":1', "',' or '}' was expected", 6],
		['[1,]', 'a value was expected', 3],
		['{"a" 1}', "':' was expected after a key", 5],
		['{a:1}', 'a key in quotes was expected', 1],
		['"abc', 'a string has no end', 0],
		['"a\nb"', 'a control character stands unescaped in a string', 0],
		['"\\x"', 'a string has an unknown escape', 0],
		['{} {}', 'something follows the value', 3],
	])('says where %j breaks', (text, reason, offset) => {
		expect(parseJson(text)).toEqual({ ok: false, reason, offset });
	});
});
