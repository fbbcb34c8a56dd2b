import { describe, expect, it } from 'vitest';
import type { ExpectedMessage } from '../plan/connection-plan.ts';
import { Expectations } from './expectations.ts';

interface Sketch {
	group: string;
	offsetMs?: number;
	request?: number | null;
	id?: string;
}

function expectations(...sketches: readonly Sketch[]): Expectations {
	const expected = sketches.map(
		({ group, offsetMs = 0, request = null, id = null }, n): ExpectedMessage => ({
			n,
			group,
			correlationId: id,
			request,
			offsetUs: offsetMs * 1000,
			exchange: n,
		}),
	);
	return new Expectations(expected, 0);
}

const see = (all: Expectations, group: string, atMs = 0, correlationId: string | null = null) =>
	all.see({ group, correlationId, atUs: atMs * 1000 });

describe('Expectations', () => {
	it('matches within a group, in order', () => {
		const all = expectations({ group: 'a' }, { group: 'b' }, { group: 'a' });
		expect([see(all, 'a'), see(all, 'a'), see(all, 'b'), see(all, 'a')]).toEqual([0, 2, 1, null]);
		expect(all.open).toBe(0);
	});

	it('matches by correlation id in any order', () => {
		const all = expectations({ group: 'a', id: '1', request: 0 }, { group: 'a', id: '2', request: 1 });
		expect([see(all, 'a', 0, '2'), see(all, 'a', 0, '1')]).toEqual([1, 0]);
	});

	it('knows when each came, and what is awaited', () => {
		const all = expectations({ group: 'a' }, { group: 'b' });
		see(all, 'a', 7);
		expect([all.cameAtUs(0), all.cameAtUs(1)]).toEqual([7000, null]);
		expect([all.isAwaited(0), all.isAwaited(1)]).toEqual([false, true]);
		expect(all.lastAwaited()?.n).toBe(1);
	});

	it('does not wait for more of a group of which one was given up, until one comes', () => {
		const all = expectations({ group: 'a' }, { group: 'a' }, { group: 'b' });
		all.giveUp(0);
		expect([all.isAwaited(1), all.isAwaited(2)]).toEqual([false, true]);
		expect(see(all, 'a')).toBe(0);
		expect(all.isAwaited(1)).toBe(true);
	});

	it('takes a message of another kind for the answer of what the client asked last', () => {
		const all = expectations({ group: 'answer', request: 0 }, { group: 'answer', request: 1 });
		expect(see(all, 'error')).toBeNull();
		all.clientSent();
		expect(see(all, 'error')).toBe(0);
		expect(see(all, 'error')).toBeNull();
	});

	describe('on a timer', () => {
		const beats = (...offsets: number[]) => expectations(...offsets.map((offsetMs) => ({ group: 'tick', offsetMs })));

		it('skips a beat that was left out', () => {
			const all = beats(200, 400, 600, 800, 1000);
			expect([see(all, 'tick', 203), see(all, 'tick', 398), see(all, 'tick', 805)]).toEqual([0, 1, 3]);
			expect([all.isAwaited(2), all.cameAtUs(2)]).toEqual([false, null]);
		});

		it('follows a timer that drifts', () => {
			const all = beats(200, 400, 600, 800);
			expect([210, 425, 640, 860].map((at) => see(all, 'tick', at))).toEqual([0, 1, 2, 3]);
		});

		it('skips nothing when messages are just late', () => {
			const all = beats(200, 400, 600, 800);
			expect([see(all, 'tick', 200), see(all, 'tick', 510)]).toEqual([0, 1]);
		});

		it('skips nothing in a burst, however late', () => {
			const all = beats(1, 2, 3, 4, 5, 6);
			expect(see(all, 'tick', 503)).toBe(0);
		});

		it('skips nothing where gaps are irregular, or messages are answers', () => {
			const irregular = beats(200, 400, 900, 1000);
			expect([see(irregular, 'tick', 200), see(irregular, 'tick', 900)]).toEqual([0, 1]);
			const answers = expectations(
				...[200, 400, 600, 800].map((offsetMs, request) => ({ group: 'tick', offsetMs, request })),
			);
			expect([see(answers, 'tick', 200), see(answers, 'tick', 800)]).toEqual([0, 1]);
		});

		it('takes a surplus for one that was thought to be left out', () => {
			const all = beats(200, 400, 600);
			expect([see(all, 'tick', 200), see(all, 'tick', 600), see(all, 'tick', 610)]).toEqual([0, 2, 1]);
		});
	});
});
