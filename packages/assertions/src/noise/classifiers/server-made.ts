import type { Classifier } from './classifier.ts';

/** Shorter texts and small numbers are also sent later by accident. */
const MIN_LENGTH = 6;
const MIN_NUMBER = 1000;

export const serverMade: Classifier = {
	name: 'server-made',
	propose({ differing, sentLater }) {
		const telling = differing.filter(({ expected }) =>
			typeof expected === 'string'
				? expected.length >= MIN_LENGTH
				: typeof expected === 'number' && expected >= MIN_NUMBER,
		);
		if (telling.length < differing.length) return null;
		const later = telling.filter(({ expected }) => sentLater(expected));
		if (later.length === 0) return null;
		return {
			check: 'follow',
			options: {},
			label: 'Follow the server-made value',
			evidence: `${later.length} of ${differing.length} values were sent back later by the client.`,
			certain: later.length === differing.length,
		};
	},
};
