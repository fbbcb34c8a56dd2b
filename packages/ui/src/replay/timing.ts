import type { ReplayTiming } from '@refrain/traffic';

/** Value of the command line's --timing; null for its default. */
export function timingFlag(timing: ReplayTiming): string | null {
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
export function expectedUs(recordedUs: number, timing: ReplayTiming): number | null {
	if (timing.mode === 'recorded') return recordedUs;
	return timing.mode === 'speed' ? recordedUs / timing.factor : null;
}

const SAFE = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell's command line. */
export function shellWord(text: string): string {
	return SAFE.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
