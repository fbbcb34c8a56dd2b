import { defineFormat } from './report-document.ts';
import { duration, latencyChange, percent, RESULT_WORDS, resultSentence } from './report-words.ts';

const MAX_ROWS = 20;

/** For job summaries and pull requests. */
export const markdown = defineFormat({
	name: 'markdown',
	label: 'Markdown',
	extension: 'md',
	mediaType: 'text/markdown',
	render({ snapshot, target, timing, config, report: { summary } }) {
		const { result, passing, asserted, messagesObserved, messagesExpected, causes, latency, goals } = summary;
		const lines = [
			`## ${result === 'passed' ? '✅' : '❌'} ${RESULT_WORDS[result]}: ${cell(snapshot)} → ${cell(target)}`,
			'',
			cell(resultSentence(summary)),
			'',
			`Accuracy **${percent(passing, asserted)}** (${passing}/${asserted}) · messages ${messagesObserved}/${messagesExpected} · timing ${timing} · profile ${cell(config.name)}`,
		];
		if (causes.length > 0) {
			lines.push('', '| exchanges | cause | message | evidence |', '|--:|---|---|---|');
			for (const { exchanges, sentence, kind, evidence } of causes.slice(0, MAX_ROWS)) {
				lines.push(`| ${exchanges} | ${cell(sentence)} | ${cell(kind)} | ${cell(evidence)} |`);
			}
			if (causes.length > MAX_ROWS) lines.push('', `… and ${causes.length - MAX_ROWS} more causes.`);
		}
		if (latency.length > 0) {
			lines.push('', '| latency | n | p50 | p95 | p99 | p95 against the recording |', '|---|--:|--:|--:|--:|--:|');
			for (const row of latency.slice(0, MAX_ROWS)) {
				const { p50, p95, p99 } = row.observed;
				const name = row.kind === '*' ? 'all answers' : cell(row.kind);
				lines.push(
					`| ${name} | ${row.n} | ${[p50, p95, p99].map(duration).join(' | ')} | ${latencyChange(row, 'p95')} |`,
				);
			}
		}
		for (const { met, sentence } of goals) lines.push('', `${met ? '✅' : '❌'} ${cell(sentence)}`);
		return `${lines.join('\n')}\n`;
	},
});

/** Text that is no Markdown, on one line and inside of a table. */
function cell(text: string): string {
	return text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}
