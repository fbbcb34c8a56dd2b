'use client';
import type { Difference, FieldRule, FieldRuleInput } from '@refrain/assertions';
import { EmptyState, Segmented, TextInput } from '@refrain/ui/base';
import {
	CauseList,
	type ExchangeChip,
	ExchangeDetail,
	ExchangeList,
	type ExchangeRow,
	filterExchanges,
	isSlow,
	type JudgedMessage,
	suggestedRule,
} from '@refrain/ui/report';
import { useShortcuts } from '@refrain/ui/shell';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash } from 'lucide-react';
import type { inferParserType, SetValues } from 'nuqs';
import { useMemo } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';
import { IgnoreField } from './ignore-field.tsx';
import type { reportParams } from './report-params.ts';
import type { Draft } from './use-draft.ts';
import type { Evaluation } from './use-report.ts';

export interface ExchangesTabProps {
	number: number;
	evaluation: Evaluation;
	/** Of the evaluation's rules. */
	ruleTexts: Readonly<Record<string, string>>;
	rows: readonly ExchangeRow[] | null;
	params: inferParserType<typeof reportParams>;
	setParams: SetValues<typeof reportParams>;
	draft: Draft;
	before: { passing: number; asserted: number };
	goal: number | null;
}

/** Why it failed and every exchange at the left; the chosen exchange at the right. */
export function ExchangesTab(props: ExchangesTabProps) {
	const { evaluation, rows, params, setParams, draft } = props;
	const { summary } = evaluation;
	const changed = useMemo(
		() => new Set([...(draft.projection?.startToMatch ?? []), ...(draft.projection?.stopMatching ?? [])]),
		[draft.projection],
	);
	const shown = useMemo(
		() => filterExchanges(rows ?? [], { chip: params.show, cause: params.cause, text: params.q, changed }),
		[rows, params.show, params.cause, params.q, changed],
	);
	const failed = useMemo(() => shown.filter(({ asserted, passed }) => asserted && !passed), [shown]);
	const selected = params.x ?? summary.causes[0]?.representative ?? rows?.[0]?.n ?? null;
	const open = (n: number) => void setParams({ x: n, p: null });
	const toFailed = (step: 1 | -1) => {
		const next = nextFailed(failed, selected, step);
		if (next) open(next.n);
	};
	useShortcuts('Report', [
		{ keys: 'Shift+J', label: 'Next failed exchange', run: () => toFailed(1) },
		{ keys: 'Shift+K', label: 'Previous failed exchange', run: () => toFailed(-1) },
	]);
	if (summary.asserted === 0) return <NothingJudged evaluation={evaluation} />;
	const place = failed.findIndex(({ n }) => n === selected);
	return (
		<div className="grid min-h-0 flex-1 grid-cols-[600px_minmax(0,1fr)] max-[1480px]:grid-cols-[460px_minmax(0,1fr)]">
			<div className="flex min-h-0 flex-col border-line border-r">
				<Causes {...props} />
				<div className="flex h-10 flex-none items-center gap-2 pr-3 pl-4 whitespace-nowrap">
					<h2 className="font-semibold">Exchanges</h2>
					<Segmented<ExchangeChip>
						label="Which exchanges"
						items={chips(rows ?? [], changed.size)}
						value={params.show}
						onChange={(show) => void setParams({ show })}
					/>
					<span className="flex-1" />
					<TextInput
						aria-label="Filter exchanges"
						placeholder="Filter exchanges"
						value={params.q}
						onChange={(event) => void setParams({ q: event.target.value || null })}
						className="w-[150px]!"
					/>
				</div>
				<ExchangeList
					rows={shown}
					selected={selected}
					onSelect={open}
					changed={changed}
					empty={rows === null ? 'Loading…' : 'No exchange is like that. Choose All, or clear the filter.'}
				/>
			</div>
			{selected !== null && (
				<Detail
					{...props}
					n={selected}
					failedPlace={place < 0 ? null : place + 1}
					failedTotal={failed.length}
					onFailed={toFailed}
				/>
			)}
		</div>
	);
}

function chips(rows: readonly ExchangeRow[], changed: number): { value: ExchangeChip; label: string; count: number }[] {
	const failed = rows.filter(({ asserted, passed }) => asserted && !passed).length;
	return [
		{ value: 'all', label: 'All', count: rows.length },
		{ value: 'failed', label: 'Failed', count: failed },
		{ value: 'slow', label: 'Slow', count: rows.filter(isSlow).length },
		...(changed > 0 ? [{ value: 'changed' as const, label: 'Changed', count: changed }] : []),
	];
}

function nextFailed(failed: readonly ExchangeRow[], selected: number | null, step: 1 | -1): ExchangeRow | undefined {
	const at = selected ?? -1;
	return step === 1 ? failed.find(({ n }) => n > at) : [...failed].reverse().find(({ n }) => n < at);
}

function Causes({ evaluation, params, setParams, draft }: ExchangesTabProps) {
	const { causes, passing, asserted } = evaluation.summary;
	const drafted = useMemo(() => draftedCauses(draft), [draft]);
	if (causes.length === 0)
		return (
			<p className="flex h-10 flex-none items-center gap-2 border-line border-b px-4 font-medium text-pass">
				<CircleCheck aria-hidden="true" size={15} />
				{passing === 1 ? 'The exchange matches the recording.' : `All ${asserted} exchanges match the recording.`}
			</p>
		);
	const noise = causes.flatMap(({ key, suggestion }) => (suggestion?.certain && !drafted.has(key) ? [suggestion] : []));
	return (
		<CauseList
			causes={causes}
			failed={asserted - passing}
			selected={params.cause}
			drafted={drafted}
			onSelect={({ key, representative }) =>
				void setParams(params.cause === key ? { cause: null } : { cause: key, x: representative, p: null })
			}
			onAccept={({ suggestion }) => suggestion && draft.add([(id) => suggestedRule(id, suggestion)])}
			{...(noise.length > 0 && {
				onAcceptNoise: () => draft.add(noise.map((suggestion) => (id: string) => suggestedRule(id, suggestion))),
			})}
		/>
	);
}

function draftedCauses({ projection }: Draft): Map<string, string> {
	const { covered = [], texts = {} } = projection ?? {};
	return new Map(covered.map(({ key, ruleId }) => [key, texts[ruleId] ?? 'covered']));
}

interface DetailProps extends ExchangesTabProps {
	n: number;
	failedPlace: number | null;
	failedTotal: number;
	onFailed(step: 1 | -1): void;
}

function Detail(props: DetailProps) {
	const { number, evaluation, ruleTexts, params, setParams, draft, n, failedPlace, failedTotal, onFailed } = props;
	const trpc = useTRPC();
	const { data, error } = useQuery(
		trpc.reports.exchange.queryOptions(
			{ number, evaluation: evaluation.n, n },
			{ placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY },
		),
	);
	if (error) return <EmptyState icon={CircleSlash} title={error.message} />;
	if (!data) return <div aria-busy="true" />;
	return (
		<ExchangeDetail
			data={data}
			failedPlace={failedPlace}
			failedTotal={failedTotal}
			onFailed={onFailed}
			view={params.view}
			onlyDifferences={params.only}
			showIgnored={params.ign}
			selectedPath={params.p}
			onChange={({ view, onlyDifferences, showIgnored, path }) =>
				void setParams({
					...(view && { view }),
					...(onlyDifferences !== undefined && { only: onlyDifferences }),
					...(showIgnored !== undefined && { ign: showIgnored }),
					...(path !== undefined && { p: path }),
				})
			}
			draftFor={(difference, message) => {
				const rule = draftRuleFor(params.draft, difference, message);
				return rule && (draft.projection?.texts[rule.id] ?? rule.check);
			}}
			ruleText={(id) => ruleText(evaluation.config.fields, ruleTexts, id)}
			replayName={`replay #${number}`}
			ignore={({ difference, message, anchor, onClose }) => (
				<IgnoreField
					number={number}
					evaluation={evaluation}
					draftRules={params.draft}
					draft={draft}
					difference={difference}
					message={message}
					before={draft.projection ?? props.before}
					goal={props.goal}
					anchor={anchor}
					onClose={onClose}
				/>
			)}
		/>
	);
}

/** The draft rule about this field of this kind of message. The server decides; this only paints the row. */
function draftRuleFor(
	rules: readonly FieldRuleInput[],
	difference: Difference,
	{ result }: JudgedMessage,
): FieldRuleInput | null {
	const isAbout = ({ path, scope }: FieldRuleInput) => {
		if (scope?.kind !== undefined && scope.kind !== result.kind) return false;
		return (
			path === difference.generalPath || (path.startsWith('$..') && difference.generalPath.endsWith(path.slice(2)))
		);
	};
	return rules.find(isAbout) ?? null;
}

function ruleText(rules: readonly FieldRule[], texts: Readonly<Record<string, string>>, id: string): string {
	const at = rules.findIndex((rule) => rule.id === id);
	const rule = rules[at];
	if (rule === undefined) return 'covered by a rule';
	return `rule ${at + 1}: ${texts[id] ?? rule.check}${rule.why ? `, ${rule.why}` : ''}`;
}

function NothingJudged({ evaluation }: { evaluation: Evaluation }) {
	const failed = evaluation.summary.connections.find(({ error }) => error !== null);
	return (
		<EmptyState icon={CircleSlash} title="0 exchanges were judged.">
			{evaluation.summary.outcome.error ??
				failed?.error ??
				'The snapshot holds no server message that could be expected.'}
		</EmptyState>
	);
}
