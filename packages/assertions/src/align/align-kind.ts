import type { AlignItem } from './align-item.ts';
import { BEAT_TOLERANCE, beatNumbers, beatOf } from './beat.ts';
import { contentCost } from './contents.ts';
import { minCostAlignment } from './min-cost-alignment.ts';

/** Up to here the alignment is exact; above, only paths near the diagonal are looked at. */
const EXACT_MESSAGES = 10_000;
const BAND_ABOVE = 512;

/** Share of the usual gap between two messages within which they are at the same time. */
const NEAR = 0.25;

/** Costs of matching two messages of one kind; leaving both out costs 2, so a match must stay below that. */
const COST = {
	otherShape: 0.3,
	/** It answers another request. */
	otherRequest: 0.5,
	pushAgainstAnswer: 0.3,
	/**
	 * Of all matches together, however far apart in time. Less than leaving one out on either side: a service that is late, or drifts,
	 * has nothing missing. Time only says which one is missing when there are fewer.
	 */
	allOtherTimes: 0.8,
	/** The same for contents of pushes on a timer that do not tell them apart: drawn at random, they say less than time does. */
	allRandomContents: 0.1,
};

/** Matches the messages of one channel and kind, in order, at least cost. */
export function alignKind(
	expected: readonly AlignItem[],
	observed: readonly AlignItem[],
): (readonly [AlignItem, AlignItem])[] {
	if (expected.length === 0 || observed.length === 0) return [];
	if (expected.length === 1 && observed.length === 1) return [[expected[0] as AlignItem, observed[0] as AlignItem]];
	const cost = costBetween(expected, observed);
	const pairs = minCostAlignment({
		expected: expected.length,
		observed: observed.length,
		cost,
		...(Math.max(expected.length, observed.length) > EXACT_MESSAGES ? { maxBand: BAND_ABOVE } : {}),
	});
	return pairs.flatMap((pair) =>
		pair.expected === null || pair.observed === null
			? []
			: [[expected[pair.expected] as AlignItem, observed[pair.observed] as AlignItem] as const],
	);
}

function costBetween(expected: readonly AlignItem[], observed: readonly AlignItem[]): (i: number, j: number) => number {
	const share = 1 / Math.max(expected.length, observed.length);
	const onBeat = beatDistance(expected, observed);
	const apart = onBeat ?? timeDistance(expected, observed);
	const random = onBeat !== null && expected[0]?.contents.tellApart === false;
	const contentWeight = random ? COST.allRandomContents * share : 1;
	return (i, j) => {
		const [e, o] = [expected[i] as AlignItem, observed[j] as AlignItem];
		let cost = COST.allOtherTimes * share * apart(i, j) + contentWeight * contentCost(e.contents, o.contents);
		if (e.fingerprint !== o.fingerprint) cost += COST.otherShape;
		if (e.request !== o.request)
			cost += e.request === null || o.request === null ? COST.pushAgainstAnswer : COST.otherRequest;
		return cost;
	};
}

/** 0 at about the same time, 1 from a usual gap on; on the clock, or counted from the client's last message. */
function timeDistance(
	expected: readonly AlignItem[],
	observed: readonly AlignItem[],
): (i: number, j: number) => number {
	const scaleUs = Math.max(1, medianGap(expected.map(({ offsetUs }) => offsetUs)));
	return (i, j) => {
		const [e, o] = [expected[i] as AlignItem, observed[j] as AlignItem];
		const apartUs = Math.min(Math.abs(o.offsetUs - e.offsetUs), Math.abs(o.warpedUs - e.offsetUs));
		return apartUs < scaleUs * NEAR ? 0 : Math.min(1, apartUs / scaleUs);
	};
}

/** For pushes on a timer of one period on both sides: 0 on the same beat, else 1. Null for all others. */
function beatDistance(expected: readonly AlignItem[], observed: readonly AlignItem[]) {
	if (expected.some(({ request }) => request !== null) || observed.some(({ request }) => request !== null)) return null;
	const [before, after] = [expected.map(({ offsetUs }) => offsetUs), observed.map(({ offsetUs }) => offsetUs)];
	const [period, observedPeriod] = [beatOf(before), beatOf(after)];
	if (period === null || observedPeriod === null || Math.abs(period - observedPeriod) > period * BEAT_TOLERANCE)
		return null;
	const [left, right] = [beatNumbers(before, period), beatNumbers(after, period)];
	const shift = beatShift((after[0] as number) - (before[0] as number), period);
	return (i: number, j: number): number => (left[i] === (right[j] as number) + shift ? 0 : 1);
}

/** On which beat of the recording the first observed message stands. A service that merely starts later begins with the first. */
function beatShift(laterUs: number, periodUs: number): number {
	const beats = Math.round(laterUs / periodUs);
	return Math.abs(laterUs - beats * periodUs) <= periodUs * BEAT_TOLERANCE ? Math.max(0, beats) : 0;
}

function medianGap(offsetsUs: readonly number[]): number {
	const gaps = offsetsUs.slice(1).map((offset, index) => offset - (offsetsUs[index] as number));
	return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
}
