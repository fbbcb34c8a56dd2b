import { duration, percent, type Report } from '@refrain/assertions';
import { count, createPaint, toWidth } from '../../inspect/text-table.ts';
import type { LoadDocument } from './load-document.ts';

const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'max'] as const;
const MAX_ROWS = 20;

/** A load run for people: what was played, how fast it was answered, what failed, which goals were missed. */
export function loadText(document: LoadDocument, reports: readonly Report[], { colors }: { colors: boolean }): string {
	const paint = createPaint(colors);
	const { copies, failedCopies, peakUsers, durationMs, messagesSent, messagesReceived, messagesMissing, judged } =
		document;
	const seconds = durationMs / 1000;
	const perSecond = (value: number) => (value / Math.max(seconds, 0.001)).toFixed(1);
	const lines = [
		`refrain replay  ${document.snapshot} → ${document.target}   load`,
		`${count(copies, 'copy').replace('copys', 'copies')} by at most ${count(peakUsers, 'user')} in ${seconds.toFixed(1)} s, ${failedCopies} with a failed connection`,
		`messages sent ${messagesSent} (${perSecond(messagesSent)}/s), received ${messagesReceived} (${perSecond(messagesReceived)}/s), missing ${messagesMissing}`,
		judged.copies === 0
			? 'none was judged'
			: `judged ${judged.copies} of them: accuracy ${percent(judged.passing, judged.asserted)} (${judged.passing}/${judged.asserted})`,
		'',
		paint.bold(
			`${toWidth('LATENCY', 32)}${toWidth('n', 9, 'right')}${PERCENTILES.map((name) => toWidth(name, 11, 'right')).join('')}`,
		),
		...document.latency.slice(0, MAX_ROWS).map(({ kind, n, observed }) => {
			const cells = PERCENTILES.map((name) => toWidth(duration(observed[name]), 11, 'right')).join('');
			return `${toWidth(kind === '*' ? 'all answers' : kind, 32)}${toWidth(String(n), 9, 'right')}${cells}`;
		}),
	];
	const causes = reports.flatMap(({ summary }) => summary.causes.map(({ sentence }) => sentence));
	for (const [sentence, copiesWith] of countEach(causes))
		lines.push(`${toWidth(String(copiesWith), 6, 'right')}  ${sentence}`);
	for (const { sentence, count: times } of document.errors)
		lines.push(`${toWidth(String(times), 6, 'right')}  ${paint.red(sentence)}`);
	for (const { met, sentence } of document.goals) lines.push(`${met ? '  met   ' : paint.red('  missed ')}${sentence}`);
	return lines.join('\n');
}

function countEach(texts: readonly string[]): [string, number][] {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a);
}
