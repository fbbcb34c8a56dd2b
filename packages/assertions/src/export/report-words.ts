import type { ExchangeResult, LatencyRow, ReportSummary, Result } from '../report.ts';

export const RESULT_WORDS: Record<Result, string> = {
	passed: 'Passed',
	failed: 'Failed',
	'missed-goals': 'Missed goals',
	stopped: 'Stopped',
	error: 'Error',
};

/** '91.6 %'; only all of them read as 100 %. */
export function percent(part: number, whole: number): string {
	return `${Math.floor((1000 * part) / Math.max(1, whole)) / 10} %`;
}

/** Microseconds as people read them: '12.4 ms', '840 ms', '5.2 s'. */
export function duration(us: number | undefined | null): string {
	if (us === undefined || us === null || Number.isNaN(us)) return '';
	if (us < 100_000) return `${(us / 1000).toFixed(1)} ms`;
	return us < 10_000_000 ? `${Math.round(us / 1000)} ms` : `${(us / 1e6).toFixed(1)} s`;
}

/** The result in one sentence. */
export function resultSentence(summary: ReportSummary): string {
	const { result, passing, asserted, causes, goals, outcome } = summary;
	const matching = `${passing} of ${asserted} exchanges match (${percent(passing, asserted)})`;
	switch (result) {
		case 'passed':
			return passing === asserted
				? `All ${asserted} exchanges match the recording.`
				: `${matching}, which meets the goals.`;
		case 'missed-goals':
			return `Everything matches, but ${goals.find(({ met }) => !met)?.sentence ?? 'a goal is missed'}.`;
		case 'stopped':
			return `Stopped early. ${matching} so far.`;
		case 'error':
			return `${outcome.error ?? 'The replay could not run'}.`;
		case 'failed': {
			const [first] = causes;
			return first === undefined ? `${matching}.` : `${matching}. ${leadingCause(first.sentence, first.exchanges)}`;
		}
	}
}

function leadingCause(sentence: string, exchanges: number): string {
	return exchanges === 1 ? `First cause: ${sentence}.` : `Most frequent cause, in ${exchanges} exchanges: ${sentence}.`;
}

export function failedExchanges(exchanges: readonly ExchangeResult[]): ExchangeResult[] {
	return exchanges.filter(({ asserted, passed }) => asserted && !passed);
}

/** Change of a percentile against the recording: '+38 %', '' where there is nothing to compare. */
export function latencyChange({ recorded, observed }: LatencyRow, percentile: string): string {
	const [before, after] = [recorded[percentile], observed[percentile]];
	if (!before || after === undefined) return '';
	const change = Math.round((100 * (after - before)) / before);
	return `${change >= 0 ? '+' : ''}${change} %`;
}
