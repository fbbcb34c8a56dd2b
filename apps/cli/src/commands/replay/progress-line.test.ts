import { expect, it } from 'vitest';
import { progressText } from './progress-line.ts';

it('shows how far a replay is', () => {
	const progress = {
		step: 'replaying',
		connectionsTotal: 2,
		connectionsOpen: 1,
		connectionsDone: 0,
		messagesToSend: 4,
		messagesSent: 2,
		messagesExpected: 6,
		messagesReceived: 3,
		exchangesTotal: 8,
		exchangesDone: 4,
		elapsedMs: 8_100,
		expectedMs: 13_400,
		connections: [],
	} as const;
	expect(progressText(progress)).toBe(
		'▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░ 4 of 8 exchanges · 8 s of about 14 s · 1 connection open',
	);
	expect(progressText({ ...progress, expectedMs: 0 })).toContain('8 s · 1 connection');
});
