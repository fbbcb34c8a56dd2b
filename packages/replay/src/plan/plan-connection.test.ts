import { describe, expect, it } from 'vitest';
import { closeFrame, sketch } from '../../test/sketch.ts';
import type { WebSocketPlan } from './connection-plan.ts';
import { planConnection } from './plan-connection.ts';

const plan = (...args: Parameters<typeof sketch>) => planConnection(sketch(...args)) as WebSocketPlan;

describe('planConnection', () => {
	it('says of each action which server messages it followed', () => {
		const { actions, expected } = plan([
			{ from: 'server', atMs: 1, text: 'hello' },
			{ from: 'client', atMs: 2, text: 'a' },
			{ from: 'client', atMs: 3, text: 'b' },
			{ from: 'server', atMs: 4, text: 'x' },
			{ from: 'server', atMs: 5, text: 'y' },
			closeFrame('client', 6, 1000),
			{ from: 'server', atMs: 7, text: 'after' },
		]);
		expect(actions.map(({ offsetUs, after }) => [offsetUs / 1000, after])).toEqual([
			[2, [0]],
			[3, []],
			[6, [1, 2]],
		]);
		expect(expected.map(({ n, request }) => [n, request])).toEqual([
			[0, null],
			[3, 1],
			[4, 1],
			[6, 1],
		]);
	});

	it('lets a fragmented server message count when it is complete', () => {
		const { actions } = plan([
			{ from: 'server', atMs: 1, text: 'he', fin: false },
			{ from: 'client', atMs: 2, text: 'a' },
			{ from: 'server', atMs: 3, text: 'llo', opcode: 0 },
			{ from: 'client', atMs: 4, text: 'b' },
		]);
		expect(actions.map(({ after }) => after)).toEqual([[], [0]]);
	});

	it('leaves out what only answered the server', () => {
		const { actions, ending } = plan([
			{ from: 'server', atMs: 1, opcode: 9, text: 'p' },
			{ from: 'client', atMs: 2, opcode: 10, text: 'p' },
			{ from: 'client', atMs: 3, opcode: 10, text: 'own' },
			closeFrame('server', 4, 1000),
			closeFrame('client', 5, 1000),
		]);
		expect(actions.map(({ what }) => (what.type === 'frame' ? what.frame.opcode : what.type))).toEqual([10]);
		expect(ending).toBe('server');
	});

	it('plans HTTP connections as they are', () => {
		expect(plan([], { kind: 'http' }).kind).toBe('http');
	});
});
