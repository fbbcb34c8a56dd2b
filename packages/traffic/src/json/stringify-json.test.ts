import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';
import { stringifyJson } from './stringify-json.ts';

it('gives the text back that was parsed, big numbers included', () => {
	const text = '{"id":18239578009413566319,"list":[1.5,null,true,"a\\"b",{"e":1e400}],"__proto__":{}}';
	const result = parseJson(text);
	expect(result.ok && stringifyJson(result.value)).toBe(text);
});

it('writes what JSON.stringify writes', () => {
	fc.assert(
		fc.property(fc.json(), (text) => {
			const value = JSON.parse(text);
			expect(stringifyJson(value)).toBe(JSON.stringify(value));
		}),
	);
});
