import { describe, expect, test, vi } from 'vitest';
import { FoundRows } from './found-rows.ts';
import { PageRows } from './page-rows.ts';

interface Row {
	n: number;
}
const rows = (from: number, end: number): Row[] =>
	Array.from({ length: Math.max(0, end - from) }, (_, at) => ({ n: from + at }));
const settle = () => new Promise((resolve) => setTimeout(resolve));

function connection(total: number) {
	const state = { total };
	const load = vi.fn(async (from: number, count: number, _signal: AbortSignal) => ({
		total: state.total,
		rows: rows(from, Math.min(from + count, state.total)),
	}));
	return { state, load };
}

describe('PageRows', () => {
	test('fetches the pages that are shown, once', async () => {
		const { load } = connection(1_000);
		const source = new PageRows<Row>({ load, total: 1_000 });
		expect(source.total).toBe(1_000);
		source.need(190, 230);
		expect(source.get(190)).toBeUndefined();
		await settle();
		source.need(180, 240);
		await settle();
		expect(source.get(190)).toEqual({ n: 190 });
		expect(source.get(399)).toEqual({ n: 399 });
		expect(source.get(400)).toBeUndefined();
		expect(load.mock.calls.map(([from, count]) => [from, count])).toEqual([
			[0, 200],
			[200, 200],
		]);
	});

	test('while the end is in sight, new rows are told once they are there', async () => {
		const { load, state } = connection(10);
		const source = new PageRows<Row>({ load, total: 10 });
		source.need(0, 10);
		await settle();
		state.total = 12;
		source.grow(12);
		expect(source.total).toBe(10);
		await settle();
		expect(source.total).toBe(12);
		expect(source.get(11)).toEqual({ n: 11 });
		source.need(0, 12);
		expect(load).toHaveBeenCalledTimes(2);
	});

	test('new rows may fill a page and begin another', async () => {
		const { load, state } = connection(195);
		const source = new PageRows<Row>({ load, total: 195 });
		source.need(150, 195);
		await settle();
		state.total = 205;
		source.grow(203);
		source.grow(205);
		await vi.waitFor(() => expect(source.total).toBe(205));
		expect(source.get(204)).toEqual({ n: 204 });
		expect(load.mock.calls.map(([from]) => from)).toEqual([0, 0, 200]);
	});

	test('out of sight, or far behind, new rows are told at once', async () => {
		const { load, state } = connection(1_000);
		const source = new PageRows<Row>({ load, total: 1_000 });
		source.need(0, 40);
		await settle();
		state.total = 1_010;
		source.grow(1_010);
		expect(source.total).toBe(1_010);
		source.need(980, 1_010);
		await settle();
		source.grow(9_000);
		expect(source.total).toBe(9_000);
	});

	test('rows that the page came with are not fetched', () => {
		const { load } = connection(60);
		const source = new PageRows<Row>({ load, total: 60, seed: rows(0, 60) });
		source.need(0, 60);
		expect(source.get(59)).toEqual({ n: 59 });
		expect(load).not.toHaveBeenCalled();
	});

	test('a brushed run has its own positions and end', async () => {
		const { load } = connection(1_000);
		const source = new PageRows<Row>({ load, total: 1_000, from: 450, to: 500 });
		expect(source.total).toBe(50);
		source.need(0, 50);
		await settle();
		expect(source.get(0)).toEqual({ n: 450 });
		expect(source.get(49)).toEqual({ n: 499 });
	});

	test('what is scrolled past is aborted, and is no error', async () => {
		const load = vi.fn((from: number, _count: number, signal: AbortSignal) =>
			from === 0
				? new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
				: Promise.resolve({ total: 1_000, rows: rows(from, from + 200) }),
		);
		const source = new PageRows<Row>({ load, total: 1_000 });
		source.need(0, 40);
		source.need(800, 840);
		await settle();
		expect(load.mock.calls[0]?.[2].aborted).toBe(true);
		expect(source.error).toBeNull();
		expect(source.get(800)).toEqual({ n: 800 });
	});

	test('the least recently shown pages are forgotten', async () => {
		const { load } = connection(20_000);
		const source = new PageRows<Row>({ load, total: 20_000 });
		for (let page = 0; page < 70; page++) {
			source.need(page * 200, page * 200 + 1);
			await settle();
		}
		expect(source.get(0)).toBeUndefined();
		expect(source.get(69 * 200)).toBeDefined();
	});

	test('a failure is told, keeps what is there, and can be tried again', async () => {
		const { load } = connection(400);
		const source = new PageRows<Row>({ load, total: 400 });
		source.need(0, 10);
		await settle();
		load.mockRejectedValueOnce(new Error('database timeout after 10 s'));
		source.need(200, 210);
		await settle();
		expect(source.error).toBe('Could not load frames 201–400: database timeout after 10 s');
		expect(source.get(0)).toBeDefined();
		source.retry();
		source.need(200, 210);
		await settle();
		expect(source.error).toBeNull();
		expect(source.get(200)).toBeDefined();
	});
});

describe('FoundRows', () => {
	/** Finds every tenth row, and looks at 100 rows a call. */
	function everyTenth(total: number) {
		const state = { total };
		const search = vi.fn(async (from: number) => {
			const end = Math.min(from + 100, state.total);
			return { rows: rows(from, end).filter(({ n }) => n % 10 === 0), done: end >= state.total, nextFrom: end };
		});
		return { state, search };
	}
	const position = ({ n }: Row) => n;

	test('goes on until it has looked at everything', async () => {
		const { search } = everyTenth(950);
		const source = new FoundRows<Row>({ search, total: 950, position });
		expect(source.complete).toBe(false);
		await vi.waitFor(() => expect(source.complete).toBe(true));
		expect(source.total).toBe(95);
		expect(source.get(94)).toEqual({ n: 940 });
		expect(search).toHaveBeenCalledTimes(10);
		expect([source.indexOf(300), source.indexOf(301), source.indexOf(5_000)]).toEqual([30, -1, -1]);
	});

	test('pauses after many rows until they are scrolled to', async () => {
		const { search } = everyTenth(200_000);
		const source = new FoundRows<Row>({ search, total: 200_000, position });
		await vi.waitFor(() => expect(source.total).toBe(5_000));
		await settle();
		expect(source.total).toBe(5_000);
		expect(source.complete).toBe(false);
		source.need(4_980, 5_000);
		await vi.waitFor(() => expect(source.total).toBe(5_200));
	});

	test('new rows of the connection are searched too', async () => {
		const { search, state } = everyTenth(15);
		const source = new FoundRows<Row>({ search, total: 15, position });
		await vi.waitFor(() => expect(source.complete).toBe(true));
		state.total = 25;
		source.grow(25);
		await vi.waitFor(() => expect(source.total).toBe(3));
		expect(search.mock.calls.at(-1)?.[0]).toBe(15);
	});

	test('stays inside a brushed run', async () => {
		const { search } = everyTenth(1_000);
		const source = new FoundRows<Row>({ search, total: 1_000, from: 95, to: 131, position });
		await vi.waitFor(() => expect(source.complete).toBe(true));
		expect([source.get(0), source.get(source.total - 1)]).toEqual([{ n: 100 }, { n: 130 }]);
		expect(search).toHaveBeenCalledTimes(1);
	});

	test('a failure is told and can be tried again; closing is silent', async () => {
		const { search } = everyTenth(100);
		search.mockRejectedValueOnce(new Error('timeout'));
		const source = new FoundRows<Row>({ search, total: 100, position });
		await vi.waitFor(() => expect(source.error).toBe('Could not search on from frame 1: timeout'));
		source.retry();
		await vi.waitFor(() => expect(source.complete).toBe(true));
		const listener = vi.fn();
		source.subscribe(listener);
		source.close();
		source.grow(200);
		await settle();
		expect(listener).not.toHaveBeenCalled();
	});
});
