import { describe, expect, test } from 'vitest';
import { parseExtensions } from './extension-header.ts';

describe('Sec-WebSocket-Extensions (RFC 6455 9.1)', () => {
	test.each([
		['', []],
		[' , ,', []],
		['foo', [{ name: 'foo', params: [] }]],
		[
			'a; b=1 ;c, d',
			[
				{
					name: 'a',
					params: [
						['b', '1'],
						['c', null],
					],
				},
				{ name: 'd', params: [] },
			],
		],
		['a; b="1"', [{ name: 'a', params: [['b', '1']] }]],
		['a; b="x\\y"', [{ name: 'a', params: [['b', 'xy']] }]],
		[
			'a; b; b=2',
			[
				{
					name: 'a',
					params: [
						['b', null],
						['b', '2'],
					],
				},
			],
		],
	])('%j', (header, expected) => {
		expect(parseExtensions(header)).toEqual(expected);
	});

	test.each(['a b', '; a', 'a;', 'a; =1', 'a; b=', 'a; b="x,y"', 'a; b="x;y"', 'a; b="unended', 'ä'])(
		'%j breaks the grammar',
		(header) => {
			expect(parseExtensions(header)).toBeNull();
		},
	);
});
