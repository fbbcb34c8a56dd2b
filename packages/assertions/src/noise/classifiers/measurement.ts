import { allValues, type Classifier } from './classifier.ts';

/** What services measure about themselves. */
const NAMES =
	/(elapsed|duration|latency|uptime|took|rtt|responsetime|response_time|processingtime|heapused|memoryusage|cpuusage)/i;

export const measurement: Classifier = {
	name: 'measurement',
	propose({ name, values }) {
		if (!NAMES.test(name) || !values.every((value) => typeof value === 'number')) return null;
		return {
			check: 'same-type',
			options: {},
			label: 'Match any number',
			evidence: allValues(values, 'are numbers under a name for a measurement'),
			certain: true,
		};
	},
};
