import type { SharedReport } from '@refrain/api';
import { plural } from '@refrain/ui/base';
import { formatAccuracy } from '@refrain/ui/report';

/** Causes that the sentence names. */
const NAMED = 3;

/** The result in one or two sentences (ui.md 15.2). */
export function leadSentence({
	result,
	passing,
	asserted,
	causes,
	goals,
}: Pick<SharedReport, 'result' | 'passing' | 'asserted' | 'causes' | 'goals'>): string {
	if (asserted === 0) return 'Nothing was judged.';
	const share = `${passing} of ${plural(asserted, 'exchange')} match the recording (${formatAccuracy(passing, asserted)})`;
	switch (result) {
		case 'passed':
			return passing === asserted ? `All ${asserted} exchanges match the recording.` : `${share}, within the goals.`;
		case 'missed-goals': {
			const missed = goals.filter(({ met }) => !met).map(({ sentence }) => sentence);
			return `Every exchange matches, but ${missed.join('; ') || 'a goal was missed'}.`;
		}
		case 'stopped':
			return `The replay was stopped. ${share} so far.`;
		case 'error':
			return `The replay could not be finished. ${share}.`;
		case 'failed': {
			const [first] = causes;
			if (first === undefined) return `${share}.`;
			if (first.exchanges > 1) return `${share}. ${first.exchanges} failures share one cause: ${first.sentence}.`;
			const more = causes.length > NAMED ? `; and ${causes.length - NAMED} more` : '';
			return `${share}. ${causes
				.slice(0, NAMED)
				.map(({ sentence }) => sentence)
				.join('; ')}${more}.`;
		}
	}
}
