/** When the client's messages are sent. */
export type Timing =
	| { mode: 'recorded' }
	| { mode: 'speed'; factor: number }
	| { mode: 'flat'; gapMs: number }
	| { mode: 'asap' };

/** '1× recorded timing', '2×', '50 ms gaps', 'as fast as answers allow' */
export function timingText(timing: Timing): string {
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

/** Value of the command line's --timing; null for its default. */
export function timingFlag(timing: Timing): string | null {
	switch (timing.mode) {
		case 'recorded':
			return null;
		case 'speed':
			return `${timing.factor}x`;
		case 'flat':
			return `${timing.gapMs}ms`;
		case 'asap':
			return 'asap';
	}
}

/** How long the recorded gaps take at this timing; null where only the answers decide. */
export function expectedUs(recordedUs: number, timing: Timing): number | null {
	if (timing.mode === 'recorded') return recordedUs;
	return timing.mode === 'speed' ? recordedUs / timing.factor : null;
}

const SAFE = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell's command line. */
export function shellWord(text: string): string {
	return SAFE.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
