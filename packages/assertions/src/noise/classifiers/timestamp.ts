import { timestampFormat } from '../../json/timestamp-format.ts';
import { allValues, type Classifier } from './classifier.ts';

const WORDS = {
	'iso-date-time': 'ISO dates',
	'iso-date': 'ISO days',
	'http-date': 'HTTP dates',
	'epoch-s': 'epoch seconds',
	'epoch-ms': 'epoch milliseconds',
	'epoch-us': 'epoch microseconds',
	'epoch-ns': 'epoch nanoseconds',
} as const;

export const timestamp: Classifier = {
	name: 'timestamp',
	propose({ values }) {
		const format = timestampFormat(values[0]);
		if (format === null || !values.every((value) => timestampFormat(value) === format)) return null;
		const evidence = allValues(values, `are ${WORDS[format]}`);
		return { check: 'timestamp', options: {}, label: 'Match as timestamp', evidence, certain: true };
	},
};
