import { defineFormat } from './report-document.ts';

const COLUMNS = [
	'n',
	'connection',
	'kind',
	'label',
	'verdict',
	'asserted',
	'passed',
	'recordedMs',
	'observedMs',
	'summary',
] as const;

/** The list of exchanges, a line each (RFC 4180). */
export const csv = defineFormat({
	name: 'csv',
	label: 'CSV of the exchanges',
	extension: 'csv',
	mediaType: 'text/csv',
	render({ report }) {
		const rows = report.exchanges.map((one) => [
			one.n,
			one.connectionId,
			one.kind,
			one.label,
			one.verdict,
			one.asserted,
			one.passed,
			one.recordedLatencyUs === null ? '' : one.recordedLatencyUs / 1000,
			one.observedLatencyUs === null ? '' : one.observedLatencyUs / 1000,
			one.summary,
		]);
		return [COLUMNS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
	},
});

function cell(value: string | number | boolean): string {
	const text = String(value);
	// A cell that begins like a formula is run by spreadsheets; a quote in front makes it a text.
	const safe = /^[=+@\t\r-]/.test(text) && typeof value === 'string' ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
