import type { HttpExchange, RecordedConnection } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { sketch, snapshotOf } from '../../test/sketch.ts';
import { parseTiming } from '../timing.ts';
import { openingSchedule } from './opening-schedule.ts';

const START_US = 1_700_000_000_000_000;

function connection(
	openedMs: number,
	closedMs: number | null = null,
	http: Partial<HttpExchange>[] = [],
): RecordedConnection {
	const at = (ms: number) => START_US + ms * 1000;
	const facts = { openedAtUs: at(openedMs), closedAtUs: closedMs === null ? null : at(closedMs) };
	return { ...sketch([], facts), http: http as HttpExchange[] };
}

function schedule(connections: readonly RecordedConnection[], timing = 'recorded', maxGapMs: number | null = null) {
	return openingSchedule(snapshotOf(...connections), { timing: parseTiming(timing), maxGapMs }).map(
		({ offsetUs, before }) => [
			offsetUs / 1000,
			before === null ? null : [before.connection, before.answers, before.gapUs / 1000],
		],
	);
}

describe('openingSchedule', () => {
	it('opens connections at their recorded offsets, whatever their order in the snapshot', () => {
		const connections = [connection(300), connection(0), connection(1000)];
		expect(schedule(connections)).toEqual([
			[300, null],
			[0, null],
			[1000, null],
		]);
		expect(schedule(connections, '2x')).toEqual([
			[150, null],
			[0, null],
			[500, null],
		]);
		expect(schedule(connections, 'asap')).toEqual([
			[0, null],
			[0, null],
			[0, null],
		]);
		expect(schedule(connections, 'recorded', 200)).toEqual([
			[200, null],
			[0, null],
			[400, null],
		]);
	});

	it('opens after the latest answer or end that came before', () => {
		const login = connection(0, 90, [
			{ n: 0, endedAtUs: START_US + 40_000 },
			{ n: 1, endedAtUs: START_US + 80_000 },
			{ n: 2, endedAtUs: null },
		]);
		expect(schedule([login, connection(50), connection(100)])).toEqual([
			[0, null],
			[50, [0, 1, 10]],
			[100, [0, null, 10]],
		]);
	});
});
