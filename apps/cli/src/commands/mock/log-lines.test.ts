import type { MockLogEntry } from '@refrain/mock';
import { describe, expect, it } from 'vitest';
import { linesFor } from './log-lines.ts';
import { summaryOf } from './summary.ts';

const entry: MockLogEntry = {
	n: 1,
	atUs: 1_767_225_600_123_456,
	connection: 3,
	clientAddress: '127.0.0.1:5000',
	path: '/ws',
	sender: 'client',
	type: 'text',
	kind: 'order',
	preview: 'sku: "A"',
	payloadBytes: 20,
	result: 'hit',
	decision: 'MATCH',
	reason: '#4, equal',
	recorded: null,
	nearest: [],
	matchUs: 5,
	plannedDelayUs: null,
	actualDelayUs: null,
};
const wide = { verbose: false, columns: 200 };

describe('lines of a mock', () => {
	it('tell a decision in one line', () => {
		expect(linesFor(entry, wide)[0]).toMatch(/^\d\d:\d\d:\d\d\.123 c3 -> MATCH {7}order · #4, equal · sku: "A"$/);
	});

	it('tell under a miss what came close', () => {
		const recorded = { connectionId: 'a', n: 4, position: 2, of: 9 };
		const differences = ['$.a', '$.b', '$.c', '$.d'].map((path) => ({ path, recorded: 1, received: undefined }));
		const miss = {
			...entry,
			result: 'miss',
			decision: 'NO_MATCH',
			nearest: [{ recorded, kind: 'order', score: 0.75, differences }],
		} as const;
		expect(linesFor(miss, wide)[1]).toBe(
			'    near: #4 order (75 %) $.a recorded 1, received nothing; $.b recorded 1, received nothing; $.c recorded 1, received nothing; and 1 more',
		);
	});

	it('keep answers and pushes for -v, and cut what is too long for the terminal', () => {
		const push = { ...entry, sender: 'server', result: 'push', decision: null, reason: 'pushed as recorded' } as const;
		expect(linesFor(push, wide)).toEqual([]);
		expect(linesFor(push, { verbose: true, columns: 200 })[0]).toContain('c3 <- PUSH');
		expect(linesFor({ ...entry, preview: 'x'.repeat(500) }, { verbose: false, columns: 80 })[0]).toHaveLength(80);
	});
});

it('sums up without rounding up to 100 %', () => {
	const stats = {
		connections: 1,
		openConnections: 0,
		refused: 0,
		hits: 1999,
		misses: 1,
		passthroughs: 0,
		replies: 5,
		pushes: 2,
		latePushes: 0,
		http: 0,
	};
	const kinds = [{ kind: 'order', hits: 1999, misses: 1 }];
	expect(summaryOf({ ...stats, hitRate: 0.9995, kinds })).toEqual([
		'Hit rate 99.9 %: 1999 of 2,000 messages matched, 1 missed, 0 passed through.',
		'1 connection, 0 refused, 0 HTTP requests; 5 answers and 2 pushed (0 late).',
		'Missed: order (1)',
	]);
});
