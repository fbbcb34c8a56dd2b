'use client';
import type { AppRouter } from '@refrain/api';
import type { ExchangeRow } from '@refrain/ui/report';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import { useTRPC } from '../../../../../components/trpc.ts';

export interface ExchangeRows {
	/** null while they are fetched. */
	rows: readonly ExchangeRow[] | null;
	/** Of answers; deviations of pushes are no latencies. */
	latencies: { recorded: number[]; observed: number[] };
}

export type RowsPage = inferRouterOutputs<AppRouter>['reports']['exchanges'];

const NONE: ExchangeRows = { rows: null, latencies: { recorded: [], observed: [] } };

/** The exchanges of an evaluation; they never change, so they are fetched once. */
export function useExchangeRows(number: number, evaluation: number | null, initial: RowsPage | null): ExchangeRows {
	const trpc = useTRPC();
	const { data } = useQuery(
		trpc.reports.exchanges.queryOptions(
			{ number, evaluation },
			{ enabled: evaluation !== null, staleTime: Number.POSITIVE_INFINITY, ...(initial && { initialData: initial }) },
		),
	);
	return useMemo(() => (data ? { rows: data.rows, latencies: latenciesOf(data.rows) } : NONE), [data]);
}

function latenciesOf(rows: readonly ExchangeRow[]) {
	const answers = rows.filter(({ kind }) => kind === 'reply');
	return {
		recorded: answers.flatMap(({ recordedLatencyUs }) => recordedLatencyUs ?? []),
		observed: answers.flatMap(({ observedLatencyUs }) => observedLatencyUs ?? []),
	};
}
