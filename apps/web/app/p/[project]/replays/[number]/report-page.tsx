'use client';
import { Segmented } from '@refrain/ui/base';
import { DraftBar, KpiStrip, LazyDraftReview } from '@refrain/ui/report';
import { ShellCrumb, ShellStatus, useShortcuts } from '@refrain/ui/shell';
import { useQueryStates } from 'nuqs';
import { Suspense, useState } from 'react';
import { ExchangesTab } from './exchanges-tab.tsx';
import { ReportHeader } from './report-header.tsx';
import { REPORT_TABS, type ReportTab, reportParams } from './report-params.ts';
import { AssertionsTab, ConnectionsTab, LatencyTab } from './report-tabs.tsx';
import { RunningReplay, UnjudgedReplay } from './running-replay.tsx';
import { useDraft } from './use-draft.ts';
import { type RowsPage, useExchangeRows } from './use-exchange-rows.ts';
import { isOver, type Report, useReport } from './use-report.ts';

export interface ReportPageProps {
	project: string;
	number: number;
	initial: Report;
	/** The exchanges of its evaluation, when they are few. */
	initialRows: RowsPage | null;
}

const TAB_LABELS: Record<ReportTab, string> = {
	exchanges: 'Exchanges',
	latency: 'Latency',
	connections: 'Connections',
	assertions: 'Assertions',
};

/** A replay while it runs, and its report: one page, one layout. */
export function ReportPage({ project, number, initial, initialRows }: ReportPageProps) {
	const [params, setParams] = useQueryStates(reportParams);
	const [reviewing, setReviewing] = useState(false);
	const report = useReport(number, params.eval, initial);
	const { evaluation } = report;
	const rows = useExchangeRows(
		number,
		evaluation?.n ?? null,
		evaluation?.n === initial.evaluation?.n ? initialRows : null,
	);
	const draft = useDraft({
		number,
		evaluation,
		rules: params.draft,
		setRules: (rules) => void setParams({ draft: rules.length === 0 ? null : rules }),
		onSaved: () => {
			setReviewing(false);
			void setParams({ eval: null, draft: null, show: null, cause: null });
		},
	});
	useShortcuts('Report', [{ keys: 'u', label: 'Take back the last draft assertion', run: draft.undo }]);
	const projected = draft.projection;
	const goal =
		evaluation?.config.goals.find(({ metric, kind }) => metric === 'accuracy' && kind === undefined)?.value ?? null;
	const before = { passing: evaluation?.passing ?? 0, asserted: evaluation?.asserted ?? 0 };
	return (
		<div className="flex min-h-0 flex-1 flex-col" data-page-state={evaluation || isOver(report) ? 'ready' : 'running'}>
			<ShellCrumb>#{number}</ShellCrumb>
			<ShellStatus
				keys={[
					['⇧ J', 'next failed'],
					['I', 'ignore'],
					['U', 'undo'],
				]}
			>
				<span>{statusText(report)}</span>
			</ShellStatus>
			<ReportHeader
				project={project}
				report={report}
				onEvaluation={(n) => void setParams({ eval: n, draft: null, cause: null, x: null })}
			>
				{evaluation && (
					<Segmented
						label="Parts of the report"
						items={REPORT_TABS.map((value) => ({ value, label: TAB_LABELS[value] }))}
						value={params.tab}
						onChange={(tab) => void setParams({ tab })}
					/>
				)}
			</ReportHeader>
			<KpiStrip
				summary={evaluation?.summary ?? null}
				progress={progressOf(report)}
				goal={goal}
				projected={projected}
				latencies={rows.latencies}
			/>
			{evaluation === null && (isOver(report) ? <UnjudgedReplay report={report} /> : <RunningReplay report={report} />)}
			{evaluation && params.tab === 'exchanges' && (
				<ExchangesTab
					number={number}
					evaluation={evaluation}
					ruleTexts={report.ruleTexts}
					rows={rows.rows}
					params={params}
					setParams={setParams}
					draft={draft}
					before={before}
					goal={goal}
				/>
			)}
			{evaluation && params.tab === 'latency' && <LatencyTab evaluation={evaluation} latencies={rows.latencies} />}
			{evaluation && params.tab === 'connections' && <ConnectionsTab evaluation={evaluation} />}
			{evaluation && params.tab === 'assertions' && (
				<AssertionsTab
					project={project}
					evaluation={evaluation}
					profileName={report.profileName}
					ruleTexts={report.ruleTexts}
				/>
			)}
			{draft.isDrafting && (
				<DraftBar
					rules={params.draft.length}
					projected={projected}
					error={draft.error}
					saving={draft.isSaving}
					onUndo={draft.undo}
					onDiscard={draft.discard}
					onReview={() => setReviewing(true)}
					onSave={draft.save}
				/>
			)}
			{reviewing && draft.isDrafting && (
				<Suspense fallback={null}>
					<LazyDraftReview
						rules={params.draft}
						before={before}
						projection={projected}
						saving={draft.isSaving}
						onRemove={draft.remove}
						onSave={draft.save}
						onClose={() => setReviewing(false)}
					/>
				</Suspense>
			)}
		</div>
	);
}

function progressOf(report: Report) {
	const { progress } = report.replay;
	if (isOver(report) || progress === null) return null;
	const { messagesReceived, connections = [] } = progress;
	return { messagesReceived, connections };
}

function statusText({ replay, evaluation, profileName }: Report): string {
	if (evaluation === null) return `Replay #${replay.number}`;
	const judgedBy = profileName === null ? 'everything must be equal' : `${profileName} v${evaluation.profileVersion}`;
	return `Report #${replay.number} · evaluation ${evaluation.n} · judged by ${judgedBy}`;
}
