import type { CaptureStats } from '@refrain/capture';
import { describe, expect, it } from 'vitest';
import { counterLine, formatBytes, summaryOf } from './summary.ts';

const stats: CaptureStats = {
	websockets: 1,
	httpConnections: 1,
	frames: 30,
	messages: 1234,
	httpExchanges: 2,
	violations: 0,
	droppedFrames: 0,
	droppedBytes: 0,
	gaps: 0,
	errors: 0,
	storeFailure: null,
	firstError: null,
	liveConnections: 1,
	totalConnections: 2,
	clientBytes: 1000,
	serverBytes: 41_234,
	targetFailures: 0,
	unread: 0,
};

describe('summaryOf', () => {
	it('says what was recorded, where it is and what to do next', () => {
		expect(summaryOf(stats, { directory: 'my recording', durationUs: 12_340_000 })).toEqual([
			'Recorded 1 WebSocket connection and 2 HTTP requests: 1,234 messages, 42 kB in 12.3 s.',
			'Stored in "my recording"',
			'Next: refrain inspect --in "my recording"',
		]);
	});

	it('hides nothing that was lost', () => {
		const lossy = { ...stats, targetFailures: 1, violations: 2, droppedFrames: 3, gaps: 1, droppedBytes: 5_000_000 };
		expect(summaryOf({ ...lossy, firstError: 'Error: x' }, { directory: 'd', durationUs: 0 }).slice(1, 6)).toEqual([
			'1 connection could not be passed on: the service was not reached.',
			'2 violations of a protocol rule seen (shown by refrain inspect).',
			'NOT STORED: 3 frames (the store was too slow).',
			'INCOMPLETE: 1 connection, 5.0 MB relayed but not recorded.',
			'A fault in Refrain, please report it: Error: x',
		]);
	});
});

describe('counterLine', () => {
	it('shows what is going on, and losses as soon as there are any', () => {
		expect(counterLine(stats)).toBe('1 connection open, 2 in all · 1,234 messages · 42 kB');
		expect(counterLine({ ...stats, droppedFrames: 7 })).toMatch(/ · 7 frames dropped$/);
	});
});

describe('formatBytes', () => {
	it.each([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1.0 kB'],
		[999_400, '999 kB'],
		[16_777_216, '17 MB'],
		[5e12, '5.0 TB'],
	])('%d', (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});
});
