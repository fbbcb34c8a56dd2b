import { compareNumbers } from '../../json/numeric-value.ts';
import { allValues, type Classifier, type ValuePair } from './classifier.ts';

const NAMES =
	/(^|_)(seq|sequence|counter|count|index|offset|version|revision|rev|cursor|position|tick|nonce|n|no|id)$|(Seq|Sequence|Counter|Index|Offset|Version|Rev|Cursor|Position|Tick|Id|ID)$/;
const MIN_STEPS = 3;

export const counter: Classifier = {
	name: 'counter',
	propose({ series, values, name }) {
		const steps = series.reduce((sum, one) => sum + Math.max(0, one.length - 1), 0);
		if (steps < MIN_STEPS || !values.every(isWhole) || !series.every(climbs)) return null;
		return {
			check: 'increasing',
			options: {},
			label: 'Match as increasing',
			evidence: allValues(values, 'are whole numbers that only grow'),
			// Sums of money grow too; only a name that says so makes it sure.
			certain: NAMES.test(name),
		};
	},
};

function isWhole(value: unknown): boolean {
	return typeof value === 'number' ? Number.isInteger(value) : compareNumbers(value as never, value as never) === 0;
}

function climbs(series: readonly ValuePair[]): boolean {
	return series.every((pair, index) => {
		const before = series[index - 1];
		if (before === undefined) return true;
		const [expected, observed] = [
			compareNumbers(pair.expected, before.expected),
			compareNumbers(pair.observed, before.observed),
		];
		return expected !== null && observed !== null && expected > 0 && observed > 0;
	});
}
