import { describe, expect, test } from 'vitest';
import { fromHex } from '../test/support/hex.ts';
import { framesOf, upgraded } from '../test/support/upgrade.ts';
import { CloseTracker } from './close-tracker.ts';

function closeFrame(sender: 'client' | 'server', hex: string) {
	const [frame] = framesOf(upgraded(null).push(sender, fromHex(hex), 1));
	if (frame === undefined) throw new Error('no frame in the test');
	return frame;
}

describe('who closed', () => {
	test('the first close frame decides, whoever ends TCP first', () => {
		const tracker = new CloseTracker();
		tracker.see(closeFrame('server', "8805 0fa0 'bye'"));
		tracker.see(closeFrame('client', '8882 00000000 03e8'));
		expect(tracker.end('client', 'fin')).toBe(false);
		expect(tracker.end('server', 'fin')).toBe(true);
		expect(tracker.info()).toEqual({ code: 4000, reason: 'bye', by: 'server', frame: true, tcp: 'fin' });
	});

	test('without a close frame who ended TCP first', () => {
		const tracker = new CloseTracker();
		tracker.see(closeFrame('server', '8900'));
		tracker.end('client', 'fin');
		tracker.end('server', 'fin');
		expect(tracker.info()).toEqual({ code: null, reason: '', by: 'client', frame: false, tcp: 'fin' });
	});

	test('an empty close frame has no code but counts', () => {
		const tracker = new CloseTracker();
		tracker.see(closeFrame('client', '8880 00000000'));
		expect(tracker.info()).toEqual({ code: null, reason: '', by: 'client', frame: true, tcp: 'open' });
	});

	test('nobody, when the recording stopped', () => {
		const tracker = new CloseTracker();
		tracker.stop();
		expect([tracker.closed, tracker.info()]).toEqual([
			true,
			{ code: null, reason: '', by: 'none', frame: false, tcp: 'open' },
		]);
	});
});

test('a reset ends both halves, also behind the end of one', () => {
	const tracker = new CloseTracker();
	expect([
		tracker.end('client', 'fin'),
		tracker.closed,
		tracker.hasEnded('client'),
		tracker.hasEnded('server'),
	]).toEqual([...[false, false, true, false]]);
	expect([tracker.end('client', 'reset'), tracker.closed, tracker.info().tcp]).toEqual([true, true, 'reset']);
});
