import { describe, expect, it } from 'vitest';
import { client, conversation, replayOf, server, snapshotOf } from '../../test/conversation.ts';
import { evaluate } from '../evaluate.ts';
import { testConfigSchema } from '../test-config.ts';
import { REPORT_FORMATS, type ReportFormatName } from './index.ts';
import type { ReportDocument } from './report-document.ts';

const EVIL = '<script>alert("1 & 2")</script>|`*\u0001';
const config = testConfigSchema.parse({
	version: 1,
	name: 'shop',
	fields: [{ id: 'at', path: '$.at', check: 'timestamp', why: EVIL }],
});

function document(observedName: string): ReportDocument {
	const lines = (name: string, at: string) => [client({ type: 'ask' }), server({ type: 'answer', name, at })];
	const snapshot = snapshotOf(conversation(lines('ann', '2026-01-01T00:00:00Z')));
	const replay = replayOf(snapshot, [conversation(lines(observedName, '2026-01-02T00:00:00Z'))]);
	return {
		snapshot: `orders ${EVIL}`,
		target: ':80',
		timing: 'recorded',
		config,
		report: evaluate(snapshot, replay, config),
	};
}

function render(name: ReportFormatName, observedName = EVIL): string {
	return (REPORT_FORMATS.find((one) => one.name === name) as (typeof REPORT_FORMATS)[number]).render(
		document(observedName),
	);
}

describe('JUnit', () => {
	it('has a case for each label and path, and the causes as failure', () => {
		const xml = render('junit', 'bob');
		expect(xml).toContain('<testsuites name="refrain replay" tests="2" failures="1" time="1.000">');
		expect(xml).toContain('<testcase classname="/ws" name="handshake GET /ws" time="0.001"/>');
		expect(xml).toContain(
			'<failure message="1 of 1 exchanges differ: name changed">name changed: &#34;ann&#34; → &#34;bob&#34;</failure>',
		);
	});

	it('writes nothing that XML cannot hold', () => {
		const xml = render('junit');
		expect(xml).not.toContain('<script>');
		expect(xml).not.toContain('\u0001');
		// Every & begins a character reference.
		expect(xml.match(/&(?!#\d+;)/)).toBeNull();
	});
});

describe('Markdown', () => {
	it('is a summary with a table of causes', () => {
		const text = render('markdown', 'bob');
		expect(text).toContain('Accuracy **50 %** (1/2) · messages 1/1 · timing recorded · profile shop');
		expect(text).toContain('| 1 | name changed | answer | "ann" → "bob" |');
	});

	it('lets no text become markup', () => {
		expect(render('markdown')).toContain('\\<script\\>');
	});
});

describe('HTML', () => {
	it('tells the result, the causes and the differences without scripts or addresses', () => {
		const page = render('html', 'bob');
		expect(page).toContain('<span class="pill fail">Failed</span>');
		expect(page).toContain('1 of 2 exchanges match (50 %). First cause: name changed.');
		expect(page).toContain(
			'<td><code>$.name</code></td><td><code>&#34;ann&#34;</code></td><td><code>&#34;bob&#34;</code></td>',
		);
		expect(page).not.toMatch(/<script|https?:\/\//);
	});

	it('escapes what came from traffic', () => {
		expect(render('html')).not.toContain('<script>');
	});
});

describe('CSV', () => {
	it('has a line for each exchange', () => {
		const lines = render('csv', 'bob').split('\r\n');
		expect(lines[0]).toBe('n,connection,kind,label,verdict,asserted,passed,recordedMs,observedMs,summary');
		expect(lines[2]).toBe('1,connection,reply,ask,mismatch,true,false,1,1,name');
	});

	it('quotes what needs it, and disarms formulas', () => {
		const one = document('bob');
		const exchange = { ...one.report.exchanges[1], label: '=1+1,"x"' } as (typeof one.report.exchanges)[number];
		const csv = REPORT_FORMATS.find(({ name }) => name === 'csv')?.render({
			...one,
			report: { ...one.report, exchanges: [exchange] },
		});
		expect(csv).toContain(`,"'=1+1,""x""",`);
	});
});

describe('JSON and YAML', () => {
	it('hold the whole document', () => {
		expect(JSON.parse(render('json'))).toEqual(JSON.parse(JSON.stringify(document(EVIL))));
	});

	it('quotes what YAML would read as something else', () => {
		const text = render('yaml', 'no');
		expect(text).toContain('\ntiming: recorded\n');
		expect(text).toContain('observed: "no"');
		expect(text).toContain('    version: 1\n'.trim());
		expect(text).not.toContain('undefined');
	});
});
