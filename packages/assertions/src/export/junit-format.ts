import type { ExchangeResult } from '../report.ts';
import { defineFormat, type ReportDocument } from './report-document.ts';
import { failedExchanges, resultSentence } from './report-words.ts';

/** One test case for each label of exchanges on each path; its failure lists the causes. */
export const junit = defineFormat({
	name: 'junit',
	label: 'JUnit XML',
	extension: 'xml',
	mediaType: 'application/xml',
	render(document) {
		const cases = testCases(document);
		const failures = cases.filter(({ failed }) => failed.length > 0).length;
		const { outcome } = document.report.summary;
		const seconds = ((outcome.endedAtUs - outcome.startedAtUs) / 1e6).toFixed(3);
		const attributes = `tests="${cases.length}" failures="${failures}" time="${seconds}"`;
		return [
			'<?xml version="1.0" encoding="UTF-8"?>',
			`<testsuites name="refrain replay" ${attributes}>`,
			`\t<testsuite name="${escapeXml(document.snapshot)}" timestamp="${new Date(outcome.startedAtUs / 1000).toISOString()}" ${attributes}>`,
			...cases.map((one) => testCase(one, document)),
			...(outcome.error === null
				? []
				: [`\t\t<system-err>${escapeXml(resultSentence(document.report.summary))}</system-err>`]),
			'\t</testsuite>',
			'</testsuites>',
		].join('\n');
	},
});

interface TestCase {
	path: string;
	label: string;
	exchanges: ExchangeResult[];
	failed: ExchangeResult[];
}

function testCases({ report }: ReportDocument): TestCase[] {
	const paths = new Map(
		report.summary.connections.map(({ connectionId, path }) => [connectionId, path.split('?')[0] ?? path]),
	);
	const cases = new Map<string, TestCase>();
	for (const exchange of report.exchanges) {
		if (!exchange.asserted) continue;
		const path = paths.get(exchange.connectionId) ?? '';
		const key = `${path}\u0000${exchange.kind}\u0000${exchange.label}`;
		const known = cases.get(key) ?? { path, label: `${exchange.kind} ${exchange.label}`, exchanges: [], failed: [] };
		cases.set(key, known);
		known.exchanges.push(exchange);
	}
	for (const one of cases.values()) one.failed = failedExchanges(one.exchanges);
	return [...cases.values()];
}

function testCase({ path, label, exchanges, failed }: TestCase, { report }: ReportDocument): string {
	const latencies = exchanges.map(({ observedLatencyUs }) => observedLatencyUs ?? 0);
	const seconds = (latencies.reduce((sum, one) => sum + one, 0) / 1e6).toFixed(3);
	const open = `\t\t<testcase classname="${escapeXml(path)}" name="${escapeXml(label)}" time="${seconds}"`;
	if (failed.length === 0) return `${open}/>`;
	const keys = new Set(failed.flatMap(({ causes }) => causes));
	const causes = report.summary.causes.filter(({ key }) => keys.has(key));
	const lines = causes.map(({ sentence, evidence }) => `${sentence}: ${evidence}`);
	const message = `${failed.length} of ${exchanges.length} exchanges differ: ${causes.map(({ sentence }) => sentence).join('; ')}`;
	return `${open}>\n\t\t\t<failure message="${escapeXml(message)}">${escapeXml(lines.join('\n'))}</failure>\n\t\t</testcase>`;
}

// XML 1.0, 2.2: most control characters, and halves of surrogate pairs, cannot be written at all.
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

export function escapeXml(text: string): string {
	return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
