'use client';
import type { FieldRuleInput } from '@refrain/assertions';
import { toast } from '@refrain/ui/base';
import { freeRuleId, isSameTarget } from '@refrain/ui/report';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';
import type { Evaluation } from './use-report.ts';

export interface DraftOptions {
	number: number;
	evaluation: Evaluation | null;
	rules: readonly FieldRuleInput[];
	setRules(rules: FieldRuleInput[]): void;
	/** After saving: the number of the evaluation that was made. */
	onSaved(evaluation: number): void;
}

/** The draft of a report: its rules, what they would do, and the ways to end it. */
export function useDraft({ number, evaluation, rules, setRules, onSaved }: DraftOptions) {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const input = { number, evaluation: evaluation?.n ?? null, rules: [...rules] };
	const isDrafting = rules.length > 0 && evaluation !== null;
	const projection = useQuery(
		trpc.reports.project.queryOptions(input, { enabled: isDrafting, placeholderData: keepPreviousData }),
	);
	const saving = useMutation(
		trpc.reports.save.mutationOptions({
			onSuccess: async (saved) => {
				await queries.invalidateQueries(trpc.reports.get.pathFilter());
				await queries.invalidateQueries(trpc.profiles.pathFilter());
				setRules([]);
				onSaved(saved.evaluation);
			},
			onError: ({ message }) => toast({ tone: 'fail', message }),
		}),
	);
	const [steps, setSteps] = useState<readonly FieldRuleInput[][]>([]);
	const taken = [...(evaluation?.config.fields ?? []), ...rules].map(({ id }) => id);

	/** Adds rules in one step; a rule about the same field of the same messages takes the place of the older one. */
	function add(make: readonly ((id: string) => FieldRuleInput)[]) {
		let next = [...rules];
		for (const one of make) {
			const rule = one(freeRuleId([...taken, ...next.map(({ id }) => id)]));
			next = [...next.filter((other) => !isSameTarget(other, rule)), rule];
		}
		setSteps([...steps, [...rules]]);
		setRules(next);
	}

	/** Takes back the last step; of a draft that came with a link, its last rule. */
	function undo() {
		setRules(steps.at(-1) ?? rules.slice(0, -1));
		setSteps(steps.slice(0, -1));
	}

	return {
		isDrafting,
		projection: isDrafting ? (projection.data ?? null) : null,
		error: projection.error?.message ?? null,
		isSaving: saving.isPending,
		add,
		remove: (id: string) => setRules(rules.filter((rule) => rule.id !== id)),
		undo,
		discard: () => setRules([]),
		save: () => saving.mutate(input),
	};
}

export type Draft = ReturnType<typeof useDraft>;
