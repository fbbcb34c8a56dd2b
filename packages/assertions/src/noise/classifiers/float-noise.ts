import type { Classifier } from './classifier.ts';

/** A larger change of a number is business, not noise. */
const LARGEST_SHARE = 1e-2;
/** Up to here it is the rounding of floating point itself. */
const ROUNDING = 1e-9;

export const floatNoise: Classifier = {
	name: 'float-noise',
	propose({ differing, values }) {
		if (!values.every((value) => typeof value === 'number') || values.every(Number.isInteger)) return null;
		let [apart, share] = [0, 0];
		for (const { expected, observed } of differing as { expected: number; observed: number }[]) {
			apart = Math.max(apart, Math.abs(observed - expected));
			share = Math.max(share, Math.abs(observed - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE));
		}
		if (share > LARGEST_SHARE) return null;
		const by = roundUp(apart);
		return {
			check: 'within',
			options: { by },
			label: `Match within ±${by}`,
			evidence: `${differing.length} of ${differing.length} changes are at most ${by}.`,
			certain: share <= ROUNDING,
		};
	},
};

/** To two significant digits, never below the value. */
function roundUp(value: number): number {
	const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
	const rounded = Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
	return rounded >= value ? rounded : Number((rounded + unit).toPrecision(2));
}
