/** When a replay sends the client's messages: at the recorded gaps, faster or slower, at one gap, or as soon as their causes came. */
export type ReplayTiming =
	| { mode: 'recorded' }
	| { mode: 'speed'; factor: number }
	| { mode: 'flat'; gapMs: number }
	| { mode: 'asap' };

/** As pages and shared reports say it: '1× recorded timing', '50 ms between messages', 'as fast as answers allow'. */
export function timingText(timing: ReplayTiming): string {
	switch (timing.mode) {
		case 'recorded':
			return '1× recorded timing';
		case 'speed':
			return `${timing.factor}× recorded timing`;
		case 'flat':
			return `${timing.gapMs} ms between messages`;
		case 'asap':
			return 'as fast as answers allow';
	}
}
