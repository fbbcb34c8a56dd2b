import { formatClock, formatDuration } from '../../base/index.ts';

export type TimeStyle = 'abs' | 'rel' | 'delta';

export const TIME_STYLES: readonly TimeStyle[] = ['abs', 'rel', 'delta'];

/** Title of the time column. */
export const TIME_TITLES: Record<TimeStyle, string> = { abs: 'Time', rel: 'Since open', delta: 'Since previous' };

export interface TimeBase {
	openedAtUs: number;
	/** Of the row above, null when it is not there. */
	previousAtUs: number | null;
}

/** Time of a row in one of the styles, always with milliseconds. */
export function rowTime(atUs: number, style: TimeStyle, base: TimeBase): string {
	if (style === 'abs') return formatClock(atUs);
	if (style === 'rel') return seconds(atUs - base.openedAtUs);
	return base.previousAtUs === null ? '' : seconds(atUs - base.previousAtUs);
}

function seconds(us: number): string {
	return Math.abs(us) < 3600e6 ? `${us < 0 ? '−' : '+'}${(Math.abs(us) / 1e6).toFixed(3)} s` : `+${formatDuration(us)}`;
}
