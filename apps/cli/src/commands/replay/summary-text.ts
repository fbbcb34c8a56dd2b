import {
	type Cause,
	type CorrelationOutcome,
	type LatencyRow,
	percent,
	RESULT_WORDS,
	type Report,
	type Suggestion,
} from '@refrain/assertions';
import { count, createPaint, type Paint, toWidth } from '../../inspect/text-table.ts';

export interface SummaryContext {
	snapshot: string;
	target: string;
	profile: string;
	colors: boolean;
	columns: number;
	/** Checks that `--accept-noise` or `--learn` added to the profile for this judgement. */
	accepted: readonly Suggestion[];
}

const MAX_CAUSES = 25;

/** The result as a stranger understands it: verdict, figures, what is wrong and how often, what to do next. */
export function summaryText({ summary }: Report, context: SummaryContext): string {
	const paint = createPaint(context.colors);
	const { result, causes, goals, outcome } = summary;
	const lines = [
		`refrain replay  ${context.snapshot} → ${context.target}   profile ${context.profile}`,
		figures(summary, paint),
	];
	if (outcome.error !== null) lines.push(`  ${sentence(outcome.error)}`);
	for (const goal of goals.filter(({ met }) => !met)) lines.push(`  ${paint.red('missed')} ${goal.sentence}`);
	// Where nothing could be reached there is one reason, and it has been told.
	if (result === 'error') return lines.join('\n');
	if (causes.length > 0) lines.push(...causeLines(causes.slice(0, MAX_CAUSES), paint, context.columns));
	if (causes.length > MAX_CAUSES)
		lines.push(`  … and ${count(causes.length - MAX_CAUSES, 'more cause')}; --out report.json has all`);
	if (context.accepted.length > 0) lines.push('', ...acceptedLines(context.accepted, context.columns));
	lines.push(...correlationLines(outcome.correlations ?? [], context.columns));
	if (result === 'passed' && causes.length === 0) lines.push(`  ${passedSentence(summary)}`);
	const proposed = causes.filter(({ suggestion }) => suggestion?.certain).length;
	if (proposed > 0) lines.push('', adviceText(proposed, causes.length));
	return lines.join('\n');
}

function figures(
	{ result, passing, asserted, messagesObserved, messagesExpected, latency }: Report['summary'],
	paint: Paint,
): string {
	const name = RESULT_WORDS[result].toUpperCase();
	const word = result === 'passed' ? paint.bold(name) : paint.red(name);
	const accuracy =
		asserted === 0 || result === 'error'
			? 'nothing judged'
			: `accuracy ${percent(passing, asserted)} (${passing}/${asserted})`;
	return [word, accuracy, `messages ${messagesObserved}/${messagesExpected}`, latencyText(latency)]
		.filter(Boolean)
		.join('  ');
}

function latencyText(latency: readonly LatencyRow[]): string {
	const all = latency.find(({ kind }) => kind === '*');
	const [observed, recorded] = [all?.observed.p95, all?.recorded.p95];
	if (observed === undefined) return '';
	const change = recorded ? Math.round((100 * (observed - recorded)) / recorded) : null;
	return `p95 ${milliseconds(observed)}${change === null ? '' : ` (${change >= 0 ? '+' : ''}${change} %)`}`;
}

function milliseconds(us: number): string {
	return us < 100_000 ? `${(us / 1000).toFixed(1)} ms` : `${Math.round(us / 1000)} ms`;
}

function causeLines(causes: readonly Cause[], paint: Paint, columns: number): string[] {
	const widest = (texts: readonly string[], limit: number) =>
		Math.min(limit, Math.max(...texts.map(({ length }) => length)));
	const [left, middle] = [
		widest(
			causes.map(({ sentence: text }) => text),
			Math.floor(columns / 2),
		),
		widest(
			causes.map(({ kind }) => kind),
			24,
		),
	];
	return causes.map(({ exchanges, sentence: text, kind, evidence, suggestion }) => {
		const start = `${String(exchanges).padStart(5)}  ${toWidth(text, left)}  ${toWidth(kind, middle)}  `;
		const proof = suggestion === null ? evidence : `${suggestion.label}? ${suggestion.evidence}`;
		return start + paint.dim(toWidth(proof, Math.max(20, columns - start.length)).trimEnd());
	});
}

/** Which values were sent live instead of as recorded; what looks wrong can be switched off in the profile. */
function correlationLines(correlations: readonly CorrelationOutcome[], columns: number): string[] {
	return correlations.map(({ id, applied, missed }) => {
		const without = missed === 0 ? '' : `, ${missed} without a live value`;
		return toWidth(`  ↻ ${id}: sent live ${applied === 1 ? 'once' : `${applied} times`}${without}`, columns).trimEnd();
	});
}

function acceptedLines(accepted: readonly Suggestion[], columns: number): string[] {
	const lines = accepted.map(({ kind, path, label, evidence }) =>
		toWidth(`  ✓ ${toWidth(`${kind} ${path}`, 32)} ${label}: ${evidence}`, columns).trimEnd(),
	);
	return [`${count(accepted.length, 'check')} accepted for what varies:`, ...lines];
}

function passedSentence({ asserted, verdicts }: Report['summary']): string {
	const covered = verdicts.ignored > 0 ? `, ${count(verdicts.ignored, 'message')} with fields covered by checks` : '';
	return `All ${count(asserted, 'exchange')} match the recording${covered}.`;
}

function adviceText(proposed: number, causes: number): string {
	const like = proposed === 1 ? 'looks like a value that changes' : 'look like values that change';
	return `${proposed} of ${count(causes, 'cause')} ${like} on every run. --accept-noise accepts a check for each, --save-config <file> keeps them.`;
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
