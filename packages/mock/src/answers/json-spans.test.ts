import { describe, expect, it } from 'vitest';
import { locateJson, replaceSpans } from './json-spans.ts';

describe('places in JSON text', () => {
	const text = ' { "a" : [ 1, {"b\\"": "x\\\\"}, [ ] ], "c":\t-1.5e3,"a2":null, "big":12345678901234567890 } ';
	const at = (...path: (string | number)[]) => {
		const [span] = locateJson(text, [path]).values();
		return span === undefined ? undefined : text.slice(span.start, span.end);
	};

	it('finds values as they are written', () => {
		expect(at('a', 0)).toBe('1');
		expect(at('a', 1, 'b"')).toBe('"x\\\\"');
		expect(at('a', 2)).toBe('[ ]');
		expect(at('c')).toBe('-1.5e3');
		expect(at('a2')).toBe('null');
		expect(at('big')).toBe('12345678901234567890');
		expect(at('a', 1)).toBe('{"b\\"": "x\\\\"}');
		expect(at()).toBe(text.trim());
		expect(at('missing')).toBeUndefined();
	});

	it('takes the last of repeated keys', () => {
		expect(locateJson('{"a":1,"a":2}', [['a']]).get('$.a')).toEqual({ start: 11, end: 12 });
	});

	it('replaces values and nothing else', () => {
		const spans = locateJson(text, [['a', 0], ['c']]);
		const replaced = replaceSpans(text, [
			{ span: spans.get('$.c') ?? { start: 0, end: 0 }, by: '2' },
			{ span: spans.get('$.a[0]') ?? { start: 0, end: 0 }, by: '"one"' },
		]);
		expect(replaced).toBe(text.replace('[ 1,', '[ "one",').replace('-1.5e3', '2'));
	});

	it('drops what lies inside a replaced subtree', () => {
		const spans = locateJson('{"a":{"b":1}}', [['a'], ['a', 'b']]);
		const by = [...spans.values()].map((span) => ({ span, by: '9' }));
		expect(replaceSpans('{"a":{"b":1}}', by)).toBe('{"a":9}');
	});
});
