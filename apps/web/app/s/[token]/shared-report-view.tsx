import type { SharedExchange, SharedReport } from '@refrain/api';
import { cx, formatCount, formatDuration, plural } from '@refrain/ui/base';
import { formatAccuracy, LatencyHistogram, LatencyTable, ResultBadge, VerdictIcon } from '@refrain/ui/report';
import { Logo } from '@refrain/ui/shell';
import { ArrowRight, Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { leadSentence } from './lead.ts';
import { PrintButton } from './print-button.tsx';
import { ExchangeDetails } from './shared-exchange.tsx';
import { utc } from './utc.ts';

const INCLUDES = {
	all: 'All payloads are included.',
	failed: 'Payloads of failed exchanges are included; of the rest only the verdict.',
	none: 'Payloads are not included: verdicts, field names and times only.',
};

/** The page behind a share link. */
export function SharedReportView({ report, jsonHref }: { report: SharedReport; jsonHref: string }) {
	return (
		<div className="min-h-dvh bg-bg-1 print:bg-bg">
			<header className="flex h-11 items-center gap-3 border-line border-b bg-bg px-5 print:hidden">
				<span className="flex items-center gap-2 font-medium text-accent-t">
					<Logo />
					Refrain
				</span>
				<span className="text-12 text-fg-3">Shared report, read only</span>
				<span className="flex-1" />
				<span className="text-12 text-fg-3 max-sm:hidden">Expires {utc(report.expiresAtUs)}</span>
				<PrintButton />
				{/* Not the router's link: it would fetch ahead, and every fetch counts as an opening. */}
				<a
					href={jsonHref}
					download
					className="inline-flex h-6 items-center gap-1.5 rounded-control border border-line-2 bg-bg px-2 text-12 font-medium hover:bg-bg-2"
				>
					<Download aria-hidden="true" size={14} strokeWidth={1.75} />
					JSON
				</a>
			</header>
			<main className="mx-auto my-6 max-w-[980px] rounded-card border border-line bg-bg px-10 py-9 max-md:my-0 max-md:border-0 max-md:px-4 print:my-0 print:border-0 print:p-0">
				<Head report={report} />
				<Figures report={report} />
				<div className="mt-8 grid grid-cols-2 gap-8 max-md:grid-cols-1">
					<Causes report={report} />
					<Latency report={report} />
				</div>
				<Failed report={report} />
				<Exchanges report={report} />
				<Appendix report={report} />
			</main>
		</div>
	);
}

function Head({ report }: { report: SharedReport }) {
	const took =
		report.startedAtUs !== null && report.endedAtUs !== null
			? `, ${formatDuration(report.endedAtUs - report.startedAtUs)}`
			: '';
	const facts: [string, ReactNode][] = [
		['Snapshot', report.snapshotName],
		['Assertions', report.profile ?? 'everything must be equal'],
		['Run', `${report.startedAtUs === null ? 'never started' : utc(report.startedAtUs)}${took}, ${report.timing}`],
	];
	return (
		<>
			<div className="flex flex-wrap items-center gap-3">
				<ResultBadge outcome={report.result} />
				<h1 className="flex min-w-0 flex-wrap items-center gap-2 text-[22px]/[30px] font-semibold tracking-tight">
					{report.snapshotName}
					<ArrowRight aria-label="against" size={18} className="text-fg-3" />
					<span className="mono text-15 break-all">{report.target}</span>
				</h1>
			</div>
			<p className="mt-3 max-w-[720px] text-[15px]/[24px]">{leadSentence(report)}</p>
			<dl className="mt-4 flex flex-wrap gap-x-7 gap-y-2 text-12">
				{facts.map(([name, value]) => (
					<div key={name}>
						<dt className="text-fg-3">{name}</dt>
						<dd className="font-medium">{value}</dd>
					</div>
				))}
			</dl>
		</>
	);
}

function Figures({ report }: { report: SharedReport }) {
	const failed = report.asserted - report.passing;
	const { mismatch, missing, unexpected, late } = report.verdicts;
	const words = [
		[mismatch, 'differ'],
		[missing, 'missing'],
		[unexpected, 'unexpected'],
		[late, 'late'],
	] as const;
	const fewer = report.messagesExpected - report.messagesObserved;
	const all = report.latency.find(({ kind }) => kind === '*');
	const p95 = all?.observed.p95;
	return (
		<section
			aria-label="Figures"
			className="mt-5 grid grid-cols-4 overflow-hidden rounded-panel border border-line max-md:grid-cols-2"
		>
			<Figure title="Accuracy" note={`${formatCount(report.passing)} of ${plural(report.asserted, 'exchange')}`}>
				<span className={cx(failed > 0 && 'text-fail')}>{formatAccuracy(report.passing, report.asserted)}</span>
			</Figure>
			<Figure
				title="Failed exchanges"
				note={
					words
						.filter(([count]) => count > 0)
						.map(([count, word]) => `${count} ${word}`)
						.join(', ') || 'every message matches'
				}
			>
				{formatCount(failed)} of {formatCount(report.asserted)}
			</Figure>
			<Figure
				title="Messages"
				note={
					fewer === 0
						? 'as many as recorded'
						: `${formatCount(Math.abs(fewer))} ${fewer > 0 ? 'fewer' : 'more'} than recorded`
				}
			>
				{formatCount(report.messagesObserved)} of {formatCount(report.messagesExpected)}
			</Figure>
			<Figure
				title="Latency p95"
				note={all ? `recorded ${formatDuration(all.recorded.p95 ?? 0)}, n = ${all.n}` : 'nothing was measured'}
			>
				{p95 === undefined ? '–' : formatDuration(p95)}
			</Figure>
		</section>
	);
}

function Figure({ title, note, children }: { title: string; note: string; children: ReactNode }) {
	return (
		<div className="border-line border-l px-4 py-3 first:border-l-0">
			<h2 className="text-12 text-fg-3">{title}</h2>
			<p className="text-[20px]/[28px] font-semibold tracking-tight">{children}</p>
			<p className="text-11 text-fg-3">{note}</p>
		</div>
	);
}

function Causes({ report }: { report: SharedReport }) {
	if (report.causes.length === 0) return null;
	return (
		<section>
			<h2 className="text-15 font-semibold">Why it failed</h2>
			<table className="mt-1 w-full border-collapse text-12">
				<thead>
					<tr className="border-line border-b text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:font-medium">
						<th scope="col" className="pl-2">
							Cause
						</th>
						<th scope="col" className="pr-2 text-right">
							Exchanges
						</th>
					</tr>
				</thead>
				<tbody>
					{report.causes.map((cause) => (
						<tr key={cause.key} className="border-line border-b align-top">
							<td className="py-1.5 pl-2">
								{cause.sentence}
								{cause.evidence && <span className="ml-1.5 text-fg-3 [overflow-wrap:anywhere]">{cause.evidence}</span>}
							</td>
							<td className="py-1.5 pr-2 text-right">{formatCount(cause.exchanges)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Latency({ report }: { report: SharedReport }) {
	const answers = report.exchanges.filter(({ kind }) => kind === 'reply');
	const rows = report.latency.filter(({ kind }) => kind === '*');
	if (rows.length === 0) return null;
	return (
		<section>
			<h2 className="text-15 font-semibold">Latency</h2>
			<LatencyHistogram
				recorded={answers.flatMap(({ recordedLatencyUs }) => recordedLatencyUs ?? [])}
				observed={answers.flatMap(({ observedLatencyUs }) => observedLatencyUs ?? [])}
				withAxis
				className="mt-2 h-[64px] w-full"
			/>
			<LatencyTable rows={rows} percentiles={['p50', 'p95', 'p99', 'max']} />
		</section>
	);
}

/** The first exchange of each cause, open. */
function Failed({ report }: { report: SharedReport }) {
	const failed = report.exchanges.filter(({ asserted, passed }) => asserted && !passed);
	const firsts = new Map<number, SharedExchange>();
	for (const { key } of report.causes) {
		const first = failed.find(({ causes }) => causes.includes(key));
		if (first) firsts.set(first.n, first);
	}
	if (firsts.size === 0) return null;
	return (
		<section className="mt-8">
			<h2 className="text-15 font-semibold">
				Failed exchanges{' '}
				<span className="font-normal text-fg-3">
					the first of each cause; all {failed.length} are in the list below
				</span>
			</h2>
			{[...firsts.values()].map((exchange) => (
				<ExchangeDetails
					key={exchange.n}
					exchange={exchange}
					rules={report.rules}
					withValues={report.include !== 'none'}
				/>
			))}
		</section>
	);
}

function Exchanges({ report }: { report: SharedReport }) {
	const { exchanges, exchangesTotal, include } = report;
	const isOpenable = ({ passed, asserted }: SharedExchange) => include === 'all' || (asserted && !passed);
	return (
		<section className="mt-8">
			<h2 className="text-15 font-semibold">
				All exchanges{' '}
				<span className="font-normal text-fg-3">
					{exchanges.length < exchangesTotal
						? `${formatCount(exchanges.length)} of ${formatCount(exchangesTotal)}`
						: formatCount(exchangesTotal)}
				</span>
			</h2>
			<p className="mb-2 text-12 text-fg-3">{INCLUDES[include]}</p>
			<ol className="border-line border-t">
				{exchanges.map((exchange) => (
					<li key={exchange.n} className="break-inside-avoid border-line border-b">
						{isOpenable(exchange) ? (
							<details>
								<summary className="cursor-pointer">
									<Line exchange={exchange} />
								</summary>
								<div className="pb-3 pl-6">
									<ExchangeDetails exchange={exchange} rules={report.rules} withValues={include !== 'none'} bare />
								</div>
							</details>
						) : (
							<div className="pl-[17px]">
								<Line exchange={exchange} />
							</div>
						)}
					</li>
				))}
			</ol>
		</section>
	);
}

const VERDICT_WORDS = {
	match: 'match',
	ignored: 'match, ignored fields',
	mismatch: 'differs',
	missing: 'missing',
	late: 'late',
	unexpected: 'unexpected',
} as const satisfies Record<SharedExchange['verdict'], string>;

function Line({ exchange }: { exchange: SharedExchange }) {
	return (
		<span className="inline-flex h-7 w-[calc(100%-20px)] items-center gap-2 align-middle text-12">
			<VerdictIcon verdict={exchange.verdict} />
			<span className="w-8 flex-none text-right text-fg-3">{exchange.n}</span>
			<span className="min-w-0 flex-none truncate font-medium">{exchange.label}</span>
			<span className="min-w-0 flex-1 truncate text-fg-2">{exchange.summary || VERDICT_WORDS[exchange.verdict]}</span>
			<span className="flex-none text-fg-3">
				{exchange.observedLatencyUs !== null && exchange.kind === 'reply' && formatDuration(exchange.observedLatencyUs)}
			</span>
		</span>
	);
}

function Appendix({ report }: { report: SharedReport }) {
	return (
		<section className="mt-8 break-inside-avoid">
			<h2 className="text-15 font-semibold">Assertions</h2>
			{report.rules.length === 0 ? (
				<p className="text-12 text-fg-2">Everything must be equal.</p>
			) : (
				<ol className="mt-1 list-inside list-decimal text-12">
					{report.rules.map(({ id, path, check, scope, why }) => (
						<li key={id} className="py-0.5">
							<span className="mono">{path}</span>{' '}
							<span className="text-fg-2">
								{check}
								{scope && `, in ${scope}`}
								{why && `. ${why}`}
							</span>
						</li>
					))}
				</ol>
			)}
			{report.goals.map(({ name, met, sentence }) => (
				<p key={name} className={cx('text-12', met ? 'text-pass' : 'text-fail')}>
					{name}: {sentence}
				</p>
			))}
		</section>
	);
}
