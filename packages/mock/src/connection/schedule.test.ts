import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.ts';

describe('a schedule', () => {
	it('gives what is due in order of time, then of entry', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, now) => {
				const schedule = new Schedule<number>();
				for (const [index, atUs] of times.entries()) schedule.add(atUs, index);
				const taken: number[] = [];
				for (let due = schedule.takeDue(now); due !== null; due = schedule.takeDue(now)) taken.push(due.item);
				const wanted = [...times.entries()].filter(([, atUs]) => atUs <= now).sort((a, b) => a[1] - b[1]);
				expect(taken).toEqual(wanted.map(([index]) => index));
				const later = times.filter((atUs) => atUs > now);
				expect(schedule.nextAtUs).toBe(later.length === 0 ? null : Math.min(...later));
			}),
		);
	});

	it('forgets what is taken back', () => {
		const schedule = new Schedule<string>();
		for (const [index, item] of ['a', 'b', 'c', 'd'].entries()) schedule.add(4 - index, item);
		schedule.remove((item) => item === 'd' || item === 'b');
		expect([schedule.takeDue(9)?.item, schedule.takeDue(9)?.item, schedule.takeDue(9)]).toEqual(['c', 'a', null]);
	});
});
