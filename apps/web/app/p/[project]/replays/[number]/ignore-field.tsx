'use client';
import type { Difference, FieldRuleInput } from '@refrain/assertions';
import {
	type DraftScope,
	draftRule,
	type IgnoreChoice,
	type JudgedMessage,
	LazyIgnorePopover,
} from '@refrain/ui/report';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type RefObject, Suspense, useState } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';
import type { Draft } from './use-draft.ts';
import type { Evaluation } from './use-report.ts';

export interface IgnoreFieldProps {
	number: number;
	evaluation: Evaluation;
	draftRules: readonly FieldRuleInput[];
	draft: Draft;
	difference: Difference;
	message: JudgedMessage;
	before: { passing: number; asserted: number };
	goal: number | null;
	anchor: RefObject<Element | null>;
	onClose(): void;
}

const SCOPES: readonly DraftScope[] = ['kind', 'path', 'name'];
/** Never stored: the rules of a question about what would be. */
const QUESTION_ID = 'question';

/** The ignore popover with what each choice would do. */
export function IgnoreField(props: IgnoreFieldProps) {
	const { number, evaluation, draftRules, draft, difference, message, before, goal, anchor, onClose } = props;
	const trpc = useTRPC();
	const { kind, sender } = message.result;
	const target = { generalPath: difference.generalPath, kind, sender };
	const suggestion =
		evaluation.summary.causes.find(
			({ path, kind: of, suggestion }) => suggestion && path === target.generalPath && of === kind,
		)?.suggestion ?? null;
	const [choice, setChoice] = useState<IgnoreChoice>({ scope: 'kind', suggested: false });

	const make = (id: string, { scope, suggested }: IgnoreChoice): FieldRuleInput => {
		if (!suggested || suggestion === null) return draftRule(id, target, { scope, check: 'ignore' });
		const { check, options, evidence } = suggestion;
		return { ...draftRule(id, target, { scope, check, options }), why: evidence, source: 'suggested' };
	};
	const input = { number, evaluation: evaluation.n };
	const projection = useQuery(
		trpc.reports.project.queryOptions(
			{ ...input, rules: [...draftRules, make(QUESTION_ID, choice)] },
			{ placeholderData: keepPreviousData },
		),
	);
	const coverage = useQuery(
		trpc.reports.coverage.queryOptions({
			...input,
			rules: SCOPES.map((scope) => make(QUESTION_ID, { scope, suggested: false })),
		}),
	).data;
	return (
		<Suspense fallback={null}>
			<LazyIgnorePopover
				target={target}
				suggestion={suggestion}
				anchor={anchor}
				covered={coverage ? { kind: coverage[0] ?? 0, path: coverage[1] ?? 0, name: coverage[2] ?? 0 } : null}
				before={before}
				projection={projection.data ?? null}
				goal={goal}
				choice={choice}
				onChoice={setChoice}
				onAdd={() => {
					draft.add([(id) => make(id, choice)]);
					onClose();
				}}
				onClose={onClose}
			/>
		</Suspense>
	);
}
