import { describe, expect, it } from 'vitest';
import { conversation, server } from '../../test/conversation.ts';
import { connectionSide } from '../compare/connection-side.ts';
import { contentCost, haveSameContents, readContents } from './contents.ts';

function read(expected: readonly object[], observed: readonly object[]) {
	const items = (values: readonly object[]) => {
		const side = connectionSide(conversation(values.map((value) => server(value))));
		return values.map((_, n) => ({ n, side }));
	};
	return readContents(items(expected), items(observed));
}

describe('readContents', () => {
	it('leaves out what never agrees on both sides, and what is the same everywhere', () => {
		const [left, right] = read(
			[
				{ type: 't', at: 1, text: 'a' },
				{ type: 't', at: 2, text: 'b' },
			],
			[
				{ type: 't', at: 3, text: 'a' },
				{ type: 't', at: 4, text: 'c' },
			],
		);
		expect(left.map(({ leaves }) => leaves.length)).toEqual([1, 1]);
		expect(contentCost(left[0] as never, right[0] as never)).toBe(0);
	});

	it('tells messages apart that are different from each other and come again', () => {
		const [left, right] = read([{ id: 'a' }, { id: 'b' }, { id: 'c' }], [{ id: 'c' }, { id: 'a' }, { id: 'b' }]);
		expect(haveSameContents(left[0] as never, right[1] as never)).toBe(true);
		expect(haveSameContents(left[0] as never, right[0] as never)).toBe(false);
	});

	it('does not trust values drawn from a few', () => {
		const draw = (text: string) => Array.from(text, (letter) => ({ letter }));
		const [left, right] = read(draw('abcabcab'), draw('bcabcaba'));
		expect(left.every(({ tellApart }) => !tellApart)).toBe(true);
		expect(haveSameContents(left[0] as never, right[2] as never)).toBe(false);
	});
});
