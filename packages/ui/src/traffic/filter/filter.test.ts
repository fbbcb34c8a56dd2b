import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addTerm, FILTER_KEYS, type FilterTerm, formatFilter, parseFilter, rowQuery } from './index.ts';

const terms = (text: string) => {
	const parsed = parseFilter(text);
	if (!parsed.ok) throw new Error(parsed.error.message);
	return parsed.terms;
};
const error = (text: string) => {
	const parsed = parseFilter(text);
	if (parsed.ok) throw new Error('no error');
	return parsed.error;
};
const condition = ({ key, values, negated }: FilterTerm) => ({ key, values, negated });

describe('reading', () => {
	test.each([
		['', []],
		['   ', []],
		['dir:up', [{ key: 'dir', values: ['up'], negated: false }]],
		['sender:client', [{ key: 'dir', values: ['up'], negated: false }]],
		['DIR:Server', [{ key: 'dir', values: ['down'], negated: false }]],
		['-op:ping,pong', [{ key: 'op', values: ['ping', 'pong'], negated: true }]],
		['kind:order.*', [{ key: 'kind', values: ['order.*'], negated: false }]],
		['kind:"next OrderUpdated",echo', [{ key: 'kind', values: ['next OrderUpdated', 'echo'], negated: false }]],
		['kind:a:b', [{ key: 'kind', values: ['a:b'], negated: false }]],
		['stock', [{ key: 'text', values: ['stock'], negated: false }]],
		['-stock', [{ key: 'text', values: ['stock'], negated: true }]],
		['"no stock, sorry: 5"', [{ key: 'text', values: ['no stock, sorry: 5'], negated: false }]],
		['"say \\"hi\\" \\\\ \\n"', [{ key: 'text', values: ['say "hi" \\ \\n'], negated: false }]],
		['payload:"a b"', [{ key: 'text', values: ['a b'], negated: false }]],
		['a,b', [{ key: 'text', values: ['a,b'], negated: false }]],
		['12:30', [{ key: 'text', values: ['12:30'], negated: false }]],
		['"dir:up"', [{ key: 'text', values: ['dir:up'], negated: false }]],
	])('%s', (text, expected) => {
		expect(terms(text).map(condition)).toEqual(expected);
	});

	test('words are joined, and know their place', () => {
		expect(terms(' dir:up  -kind:tick ').map(({ start, end }) => [start, end])).toEqual([
			[1, 7],
			[9, 19],
		]);
	});
});

describe('errors name the place and what to write', () => {
	test.each([
		['sise>10 knd:echo dir:up', '`knd` is not a field. Did you mean `kind`?', [8, 16], 'sise>10 kind:echo dir:up'],
		['-knd:echo', '`knd` is not a field. Did you mean `kind`?', [0, 9], '-kind:echo'],
		[
			'http://x',
			'`http` is not a field. There are `dir`, `op`, `kind`, `text`; as text it is written in quotes.',
			[0, 8],
			'"http://x"',
		],
		['dir:upp', '`dir` is `up`, `down`, not `upp`. Did you mean `up`?', [0, 7], 'dir:up'],
		['dir:left', '`dir` is `up`, `down`, not `left`.', [0, 8], null],
		['op:pong,pingg', expect.stringContaining('not `pingg`. Did you mean `ping`?'), [0, 13], 'op:pong,ping'],
		['ab "c', 'A " is not closed.', [3, 5], 'ab "c"'],
		['kind:', '`kind:` needs a value, such as `kind:order*`.', [0, 5], null],
		['kind:a,', '`kind:` needs a value, such as `kind:order*`.', [0, 7], null],
		['x', 'Text search needs at least 2 characters.', [0, 1], null],
	] as [string, string, [number, number], string | null][])('%s', (text, message, [start, end], suggestion) => {
		const found = error(text);
		expect(found.message).toEqual(message);
		expect([found.start, found.end]).toEqual([start, end]);
		expect(found.suggestion).toBe(suggestion);
	});

	test('the suggestion for an unclosed quote is a filter', () => {
		expect(terms(error('kind:"order up').suggestion as string).map(condition)).toEqual([
			{ key: 'kind', values: ['order up'], negated: false },
		]);
	});
});

const word = fc.string({ minLength: 2, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() === text);
const anyTerm: fc.Arbitrary<Omit<FilterTerm, 'start' | 'end'>> = fc.oneof(
	...FILTER_KEYS.map((key) =>
		fc.record({
			key: fc.constant(key.name),
			values: fc.uniqueArray(key.values ? fc.constantFrom(...key.values.map(({ value }) => value)) : word, {
				minLength: 1,
				maxLength: 3,
			}),
			negated: fc.boolean(),
		}),
	),
);

test('any filter, written and read again, is the same', () => {
	fc.assert(
		fc.property(fc.array(anyTerm, { maxLength: 5 }), (filter) => {
			const text = formatFilter(filter);
			expect(terms(text).map(condition)).toEqual(filter);
			expect(formatFilter(terms(text))).toBe(text);
		}),
		{ numRuns: 1_000 },
	);
});

test('adding a condition twice adds it once', () => {
	const term = { key: 'kind', values: ['echo'], negated: false } as const;
	expect(formatFilter(addTerm(addTerm(terms('dir:up'), term), term))).toBe('dir:up kind:echo');
});

describe('as a query of the server', () => {
	test.each([
		['', {}],
		['dir:up', { sender: 'client' }],
		['-dir:up', { sender: 'server' }],
		['dir:up,down', {}],
		['dir:up dir:down', { types: [] }],
		['op:text,close', { types: ['text', 'close'] }],
		['-op:ping,pong', { types: ['text', 'binary', 'close'] }],
		['op:text -op:text', { types: [] }],
		[
			'kind:a -kind:b,c',
			{
				kinds: [
					{ values: ['a'], negated: false },
					{ values: ['b', 'c'], negated: true },
				],
			},
		],
		[
			'ab "c d"',
			{
				texts: [
					{ values: ['ab'], negated: false },
					{ values: ['c d'], negated: false },
				],
			},
		],
	])('%s', (text, query) => expect(rowQuery(terms(text))).toEqual(query));
});
