import { expect, test } from 'vitest';
import { filterCompletions } from './filter-completions.ts';
import { parseFilter } from './parse-filter.ts';

const kinds = ['echo', 'next OrderUpdated', 'message'];
const texts = (text: string) => filterCompletions(text, kinds).map((completion) => completion.text);

test.each([
	['', ['dir:', 'op:', 'kind:']],
	['k', ['kind:']],
	['-', []],
	['-o', ['-op:']],
	['dir:up ', ['dir:up dir:', 'dir:up op:', 'dir:up kind:']],
	['dir:', ['dir:up', 'dir:down']],
	['dir:d', ['dir:down']],
	['dir:down', []],
	['-op:ping,po', ['-op:ping,pong']],
	['kind:order', ['kind:"next OrderUpdated"']],
	['dir:up kind:', ['dir:up kind:echo', 'dir:up kind:"next OrderUpdated"', 'dir:up kind:message']],
	['"free te', []],
])('%s', (text, expected) => {
	expect(texts(text)).toEqual(expected);
});

test('what completes a condition is a filter', () => {
	for (const { text, final } of filterCompletions('dir:up kind:', kinds)) {
		expect(final).toBe(true);
		expect(parseFilter(text).ok).toBe(true);
	}
});
