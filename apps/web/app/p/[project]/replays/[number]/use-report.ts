'use client';
import type { AppRouter } from '@refrain/api';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTRPC } from '../../../../../components/trpc.ts';
import { useLiveTopic } from '../../../../../components/use-live-topic.ts';

export type Report = inferRouterOutputs<AppRouter>['reports']['get'];
export type Evaluation = NonNullable<Report['evaluation']>;

/** Asked again this often while a replay runs, for what no notice tells (a worker that died). */
const RUNNING_MS = 2_000;

export function isOver(report: Report): boolean {
	return ['done', 'stopped', 'error'].includes(report.replay.state);
}

/** The report, renewed by the live stream until it is over. */
export function useReport(number: number, evaluation: number | null, initial: Report): Report {
	const trpc = useTRPC();
	const queries = useQueryClient();
	const isInitial = evaluation === null || evaluation === initial.evaluation?.n;
	const { data } = useQuery(
		trpc.reports.get.queryOptions(
			{ number, evaluation },
			{
				...(isInitial && { initialData: initial }),
				placeholderData: keepPreviousData,
				refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : RUNNING_MS),
			},
		),
	);
	const report = data ?? initial;
	useLiveTopic('replay', () => {
		if (!isOver(report)) void queries.invalidateQueries(trpc.reports.get.queryFilter({ number }));
	});
	return report;
}
