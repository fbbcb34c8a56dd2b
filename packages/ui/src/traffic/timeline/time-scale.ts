/** A stretch of time, µs since the epoch. */
export interface Span {
	fromUs: number;
	toUs: number;
}

const SECOND_US = 1_000_000;
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Places for tick labels: round local times, at most `most` of them. */
export function timeTicks({ fromUs, toUs }: Span, most: number): { atUs: number; label: string }[] {
	const lengthS = (toUs - fromUs) / SECOND_US;
	if (lengthS <= 0) return [];
	const stepS = STEPS_S.find((step) => lengthS / step <= most) ?? Math.ceil(lengthS / most / 86_400) * 86_400;
	// Round by the wall clock, not by UTC: the difference matters for steps of hours.
	const zoneUs = new Date(fromUs / 1000).getTimezoneOffset() * 60 * SECOND_US;
	const stepUs = stepS * SECOND_US;
	const ticks: { atUs: number; label: string }[] = [];
	for (let atUs = Math.ceil((fromUs - zoneUs) / stepUs) * stepUs + zoneUs; atUs <= toUs; atUs += stepUs)
		ticks.push({ atUs, label: tickLabel(atUs, stepS) });
	return ticks;
}

/** Share of the span that lies before an instant, 0 to 1. */
export function positionOf(atUs: number, { fromUs, toUs }: Span): number {
	return toUs <= fromUs ? 0 : Math.min(1, Math.max(0, (atUs - fromUs) / (toUs - fromUs)));
}

export function instantAt(position: number, { fromUs, toUs }: Span): number {
	return Math.round(fromUs + Math.min(1, Math.max(0, position)) * (toUs - fromUs));
}

/** The brush moved by some µs, kept inside the span with its length. */
export function shiftSpan(span: Span, byUs: number, within: Span): Span {
	const shift = Math.min(within.toUs - span.toUs, Math.max(within.fromUs - span.fromUs, byUs));
	return { fromUs: span.fromUs + shift, toUs: span.toUs + shift };
}

function tickLabel(atUs: number, stepS: number): string {
	const at = new Date(atUs / 1000);
	const two = (value: number) => String(value).padStart(2, '0');
	if (stepS >= 3600 && at.getHours() + at.getMinutes() === 0) return `${at.getDate()} ${MONTHS[at.getMonth()]}`;
	const minutes = `${two(at.getHours())}:${two(at.getMinutes())}`;
	return stepS < 60 ? `${minutes}:${two(at.getSeconds())}` : minutes;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
