import type { JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { printPath } from '../values/value-path.ts';
import { settleLinks } from './links.ts';

/** 'server place < client place' of each link of the first pair. */
function linksOf(...pairs: readonly (readonly [client: JsonValue, server: JsonValue])[]): string[] {
	const [first] = settleLinks(pairs.map(([client, server]) => ({ client, server })));
	return (first ?? []).map((link) => {
		const form = link.form === 'equal' ? '' : ` (${link.form})`;
		return `${printPath(link.serverPath)} < ${printPath(link.clientPath)}${form}`;
	});
}

describe('links from an answer to its request', () => {
	it('takes an echoed subtree as a whole', () => {
		expect(
			linksOf([
				{ type: 'say', n: 1 },
				{ type: 'echo', original: { n: 1, type: 'say' } },
			]),
		).toEqual(['$.original < $']);
	});

	it('takes a field of the same name, even a small number', () => {
		expect(
			linksOf([
				{ id: 7, op: 'get' },
				{ id: 7, ok: true },
			]),
		).toEqual(['$.id < $.id']);
	});

	it('takes a telling value under another name, but no small number, boolean or null', () => {
		expect(
			linksOf([
				{ channel: 'BTC-USD', a: 1, b: true, c: null },
				{ product: 'BTC-USD', x: 1, y: true, z: null },
			]),
		).toEqual(['$.product < $.channel']);
	});

	it('drops a link that another pair contradicts', () => {
		expect(linksOf([{ page: 40 }, { count: 40 }])).toEqual(['$.count < $.page']);
		expect(linksOf([{ page: 40 }, { count: 40 }], [{ page: 41 }, { count: 40 }])).toEqual([]);
	});

	it('prefers the source that holds in every pair', () => {
		const one = [{ user: 'ana', room: 'ana' }, { joined: 'ana' }] as const;
		expect(linksOf(one, [{ user: 'ben', room: 'ana' }, { joined: 'ana' }])).toEqual(['$.joined < $.room']);
		expect(linksOf(one, [{ user: 'ben', room: 'ana' }, { joined: 'ben' }])).toEqual(['$.joined < $.user']);
	});

	it('finds values inside texts and numbers written as text', () => {
		expect(
			linksOf([
				{ name: 'Dora', n: 12 },
				{ text: 'Hello Dora!', number: '12' },
			]),
		).toEqual(['$.text < $.name (inside)', '$.number < $.n (as-text)']);
	});

	it('looks into tuples and lists', () => {
		expect(
			linksOf([
				[2, 'x1', 'Get', {}],
				[3, 'x1', { ok: true }],
			]),
		).toEqual(['$[1] < $[1]']);
		expect(
			linksOf([
				{ items: [{ id: 'abc' }, { id: 'def' }] },
				{
					done: [
						{ id: 'def', ok: 1 },
						{ id: 'abc', ok: 1 },
					],
				},
			]),
		).toEqual(['$.done[0].id < $.items[1].id', '$.done[1].id < $.items[0].id']);
	});
});
