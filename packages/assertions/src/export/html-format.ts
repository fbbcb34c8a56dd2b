import { stringifyJson } from '@refrain/traffic';
import type { Cause, Difference, ExchangeResult, LatencyRow, MessageResult } from '../report.ts';
import { HTML_STYLE } from './html-style.ts';
import { escapeXml as text } from './junit-format.ts';
import { defineFormat, type ReportDocument } from './report-document.ts';
import { duration, latencyChange, percent, RESULT_WORDS, resultSentence } from './report-words.ts';

/** More rows than this make a page that browsers read slowly; all are counted. */
const MAX_ROWS = 2_000;

/** One file that opens from disk, reads without JavaScript or network, and prints. */
export const html = defineFormat({
	name: 'html',
	label: 'HTML, one file',
	extension: 'html',
	mediaType: 'text/html',
	render(document) {
		const { summary, exchanges } = document.report;
		const title = `${RESULT_WORDS[summary.result]} ${percent(summary.passing, summary.asserted)} · ${document.snapshot}`;
		return [
			'<!doctype html>',
			`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
			`<meta name="robots" content="noindex"><title>${text(title)}</title><style>${HTML_STYLE}</style></head><body><main>`,
			header(document),
			figures(document),
			causes(summary.causes, exchanges),
			latency(summary.latency),
			exchangeList(exchanges),
			profile(document),
			'</main></body></html>',
		].join('\n');
	},
});

function header({ snapshot, target, timing, config, report: { summary } }: ReportDocument): string {
	const { result, outcome } = summary;
	const started = new Date(outcome.startedAtUs / 1000).toISOString();
	const took = duration(outcome.endedAtUs - outcome.startedAtUs);
	return `<header><h1><span class="pill ${result === 'passed' ? 'pass' : 'fail'}">${RESULT_WORDS[result]}</span> ${text(snapshot)} → ${text(target)}</h1>
<p class="meta">Profile ${text(config.name)} · timing ${text(timing)} · <time datetime="${started}">${started}</time>, took ${took}</p>
<p class="lead">${text(resultSentence(summary))}</p></header>`;
}

function figures({ report: { summary } }: ReportDocument): string {
	const { passing, asserted, messagesObserved, messagesExpected, latency, goals } = summary;
	const all = latency.find(({ kind }) => kind === '*');
	const figure = (label: string, value: string, note = '') =>
		`<div><dt>${label}</dt><dd>${text(value)} <small>${text(note)}</small></dd></div>`;
	const figuresShown = [
		figure('Accuracy', percent(passing, asserted), `${passing} of ${asserted}`),
		figure('Messages', String(messagesObserved), `of ${messagesExpected}`),
		figure('Latency p95', duration(all?.observed.p95) || 'none', all ? latencyChange(all, 'p95') : ''),
		...goals.map(({ met, sentence }) => figure(met ? 'Goal met' : 'Goal missed', sentence)),
	];
	return `<dl class="figures">${figuresShown.join('')}</dl>`;
}

function causes(all: readonly Cause[], exchanges: readonly ExchangeResult[]): string {
	if (all.length === 0) return '';
	const rows = all.map(({ exchanges: count, sentence, kind, evidence, representative }) => {
		const exchange = exchanges[representative];
		const detail = exchange === undefined ? '' : exchangeDetail(exchange);
		return `<details class="cause"><summary><b class="count">${count}</b> <span>${text(sentence)}</span> <span class="kind">${text(kind)}</span> <span class="evidence">${text(evidence)}</span></summary>${detail}</details>`;
	});
	return `<section><h2>Why it failed</h2>${rows.join('\n')}</section>`;
}

function exchangeDetail({ n, label, messages }: ExchangeResult): string {
	return `<h3>Exchange ${n} · ${text(label)}</h3>${messages.map(messageDetail).join('')}`;
}

function messageDetail({ kind, verdict, reason, differences }: MessageResult): string {
	const head = `<p><span class="pill ${verdict === 'match' || verdict === 'ignored' ? 'pass' : 'fail'}">${verdict}</span> ${text(kind)}: ${text(reason)}</p>`;
	if (differences.length === 0) return head;
	const rows = differences.map(
		(difference) => `<tr class="${difference.ruleId === null ? 'differs' : 'covered'}">${cells(difference)}</tr>`,
	);
	return `${head}<table><thead><tr><th>Field</th><th>Expected</th><th>Actual</th><th>Rule</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function cells({ path, expected, observed, ruleId, reason, type }: Difference): string {
	const value = (one: Difference['expected']) =>
		one === undefined ? '<i>not present</i>' : `<code>${text(stringifyJson(one))}</code>`;
	const rule = ruleId ?? reason ?? type;
	return `<td><code>${text(path)}</code></td><td>${value(expected)}</td><td>${value(observed)}</td><td>${text(rule)}</td>`;
}

function latency(rows: readonly LatencyRow[]): string {
	if (rows.length === 0) return '';
	const names = ['p50', 'p75', 'p90', 'p95', 'p99', 'max'];
	const body = rows.map((row) => {
		const values = names.map((name) => `<td>${duration(row.observed[name])}</td>`).join('');
		return `<tr><th scope="row">${row.kind === '*' ? 'All answers' : text(row.kind)}</th><td>${row.n}</td>${values}<td>${duration(row.recorded.p95)}</td></tr>`;
	});
	const heads = names.map((name) => `<th>${name}</th>`).join('');
	return `<section><h2>Latency</h2><table class="numbers"><thead><tr><th>Kind</th><th>n</th>${heads}<th>recorded p95</th></tr></thead><tbody>${body.join('')}</tbody></table></section>`;
}

function exchangeList(exchanges: readonly ExchangeResult[]): string {
	const rows = exchanges
		.slice(0, MAX_ROWS)
		.map(
			({ n, kind, label, verdict, passed, recordedLatencyUs, observedLatencyUs, summary }) =>
				`<tr class="${passed ? '' : 'differs'}"><td>${n}</td><td>${kind}</td><td>${text(label)}</td><td>${verdict}</td><td>${duration(recordedLatencyUs)}</td><td>${duration(observedLatencyUs)}</td><td>${text(summary)}</td></tr>`,
		);
	const more = exchanges.length > MAX_ROWS ? `<p>… and ${exchanges.length - MAX_ROWS} more.</p>` : '';
	return `<section><details><summary><h2>All ${exchanges.length} exchanges</h2></summary><table class="numbers"><thead><tr><th>#</th><th>Exchange</th><th>Kind</th><th>Verdict</th><th>Recorded</th><th>Replay</th><th>What</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more}</details></section>`;
}

function profile({ config }: ReportDocument): string {
	if (config.fields.length === 0) return '';
	const rows = config.fields.map(
		({ path, check, options, scope, why }) =>
			`<tr><td><code>${text(path)}</code></td><td>${check} ${text(Object.keys(options).length > 0 ? JSON.stringify(options) : '')}</td><td>${text(Object.values(scope).join(' '))}</td><td>${text(why)}</td></tr>`,
	);
	return `<section><h2>Assertions</h2><table><thead><tr><th>Field</th><th>Check</th><th>Where</th><th>Why</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
}
