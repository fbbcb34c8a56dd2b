import { describe, expect, it } from 'vitest';
import { client, conversation, type Line, server } from '../../test/conversation.ts';
import { connectionSide } from '../compare/connection-side.ts';
import { alignMessages } from './align-messages.ts';

function align(expected: readonly Line[], observed: readonly Line[]) {
	const { matched, missing, unexpected } = alignMessages(
		connectionSide(conversation(expected)),
		connectionSide(conversation(observed)),
	);
	return {
		matched: [...matched].map(([n, match]) => [n, match.observed, ...(match.moved ? ['moved'] : [])]),
		missing,
		unexpected,
	};
}

const tick = (data: string, atMs?: number) => server({ type: 'tick', data }, atMs);
const ask = (n: number, atMs?: number) => client({ type: 'ask', n }, atMs);
const answer = (n: number, atMs?: number) => server({ type: 'answer', n }, atMs);

describe('alignMessages', () => {
	it('lets kinds interleave differently', () => {
		const result = align([tick('a'), ask(1), answer(1), tick('b')], [tick('a'), ask(1), tick('b'), answer(1)]);
		expect(result).toEqual({
			matched: expect.arrayContaining([
				[0, 0],
				[2, 3],
				[3, 2],
			]),
			missing: [],
			unexpected: [],
		});
	});

	it('makes one extra push one unexpected message', () => {
		const result = align([tick('a'), tick('b'), tick('c')], [tick('a'), tick('x'), tick('b'), tick('c')]);
		expect(result).toEqual({
			matched: [
				[0, 0],
				[1, 2],
				[2, 3],
			],
			missing: [],
			unexpected: [1],
		});
	});

	it('makes one missing push one missing message', () => {
		const result = align([tick('a'), tick('b'), tick('c')], [tick('a'), tick('c')]);
		expect(result).toEqual({
			matched: [
				[0, 0],
				[2, 1],
			],
			missing: [1],
			unexpected: [],
		});
	});

	it('makes a duplicate one unexpected message', () => {
		const result = align([ask(1), answer(1), ask(2), answer(2)], [ask(1), answer(1), answer(1), ask(2), answer(2)]);
		expect(result.missing).toEqual([]);
		expect(result.unexpected).toHaveLength(1);
	});

	it('finds a message that came out of the order of its kind', () => {
		const result = align([tick('a'), tick('b'), tick('c')], [tick('b'), tick('c'), tick('a')]);
		expect(result).toEqual({
			matched: expect.arrayContaining([
				[0, 2, 'moved'],
				[1, 0],
				[2, 1],
			]),
			missing: [],
			unexpected: [],
		});
	});

	it('matches an answer to the request it answers, though another would do', () => {
		const result = align([ask(1), answer(0), ask(2), answer(0)], [ask(1), ask(2), answer(0)]);
		expect(result).toMatchObject({ matched: [[3, 2]], missing: [1] });
	});

	it('matches answers by id in any order', () => {
		const call = (id: number) => client({ id, method: 'get' });
		const result = (id: number) => server({ id, result: id * 10 });
		expect(align([call(1), call(2), result(1), result(2)], [call(1), call(2), result(2), result(1)])).toEqual({
			matched: [
				[2, 3],
				[3, 2],
			],
			missing: [],
			unexpected: [],
		});
	});

	it('takes an answer of another kind for the answer, not for a missing and a surplus one', () => {
		const result = align([ask(1), answer(1)], [ask(1), server({ type: 'failure', why: 'busy' })]);
		expect(result).toEqual({ matched: [[1, 1]], missing: [], unexpected: [] });
	});

	it('names the beat that was left out of a timer, although contents say nothing', () => {
		const random = ['q', 'w', 'e', 'r', 't', 'y', 'u', 'w', 'r', 'q', 'a', 's'];
		const beats = (offsets: readonly number[], from: number) =>
			offsets.map((at, index) => tick(random[from + index] as string, at));
		const result = align(beats([200, 400, 600, 800, 1000, 1200], 0), beats([200, 400, 800, 1000, 1200], 5));
		expect(result).toMatchObject({ missing: [2], unexpected: [] });
	});

	it('never takes what is late, drifts or stalled for missing while the counts agree', () => {
		const at = (offsets: readonly number[]) => offsets.map((offset, index) => tick(`${index % 3}`, offset));
		const even = Array.from({ length: 60 }, (_, index) => 200 + index * 200);
		for (const late of [30, 110, 200, 410, 1000]) {
			expect(align(at(even), at(even.map((offset) => offset + late)))).toMatchObject({ missing: [], unexpected: [] });
		}
		const stalled = even.map((offset, index) => (index < 20 ? offset : offset + 200));
		expect(align(at(even), at(stalled))).toMatchObject({ missing: [], unexpected: [] });
		const drifting = even.map((offset) => offset * 1.05);
		expect(align(at(even), at(drifting))).toMatchObject({ missing: [], unexpected: [] });
	});

	it('does not take a slow start of a timer for a beat left out', () => {
		const result = align(
			[200, 400, 600, 800].map((at) => tick(`${at}`, at)),
			[310, 510, 710, 910].map((at) => tick(`${at}`, at)),
		);
		expect(result).toMatchObject({ missing: [], unexpected: [] });
	});

	it('does not take a late burst for anything missing', () => {
		const burst = (from: number) => Array.from({ length: 20 }, (_, index) => tick(`n${index}`, from + index));
		expect(align([ask(1, 0), ...burst(1)], [ask(1, 0), ...burst(501)])).toMatchObject({ missing: [], unexpected: [] });
	});
});
