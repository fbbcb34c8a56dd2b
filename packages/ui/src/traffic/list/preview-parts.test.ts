import { expect, test } from 'vitest';
import { previewParts } from './preview-parts.ts';

const shown = (preview: string, ...texts: string[]) =>
	previewParts(preview, texts).map(({ text, key, hit }) => (hit ? `<${text}>` : key ? `[${text}]` : text));

test.each([
	['content: "Message #1", timestamp: 17', ['[content: ]', '"Message #1", ', '[timestamp: ]', '17']],
	['order: {id: "a: b", n: 1}', ['[order: ]', '{', '[id: ]', '"a: b", ', '[n: ]', '1}']],
	['just a text: with a colon', ['just a ', '[text: ]', 'with a colon']],
	['say: "an \\"odd: one\\" and un', ['[say: ]', '"an \\"odd: one\\" and un']],
	['', []],
])('%s', (preview, parts) => expect(shown(preview)).toEqual(parts));

test('filter texts are marked wherever they stand, whatever their case', () => {
	expect(shown('content: "No Stock", n: 1', 'stock', '(')).toEqual([
		'[content: ]',
		'"No ',
		'<Stock>',
		'", ',
		'[n: ]',
		'1',
	]);
	expect(shown('a.b a+b', 'a+b')).toEqual(['a.b ', '<a+b>']);
});
