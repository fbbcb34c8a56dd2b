'use client';
import { addTerm, type FilterTerm, type FrameRow, formatFilter, type Span, shownNumber } from '@refrain/ui/traffic';
import { useRouter } from 'next/navigation';
import { useCallback, useRef } from 'react';
import { useTRPCClient } from '../trpc.ts';
import type { TreeConnection } from './use-connections.ts';
import type { DetailTabs } from './use-detail-tabs.ts';
import type { Follow } from './use-follow.ts';
import type { Selection } from './use-selection.ts';
import type { SetTrafficParams } from './use-traffic-params.ts';

export interface TrafficActionsOptions {
	project: string;
	connection: TreeConnection | null;
	/** Selected. */
	row: FrameRow | null;
	terms: readonly FilterTerm[];
	mark: { connectionId: string; n: number } | null;
	selection: Selection;
	follow: Follow;
	tabs: DetailTabs;
	setParams: SetTrafficParams;
}

/** What can be done on the traffic page, by pointer and by key alike. */
export function useTrafficActions(options: TrafficActionsOptions) {
	const { project, connection, row, terms, mark, selection, follow, tabs, setParams } = options;
	const router = useRouter();
	const client = useTRPCClient();
	const jump = useRef<{ from: number; to: number } | null>(null);
	const isMarked = connection !== null && mark?.connectionId === connection.id && mark.n === selection.n;
	const goTo = (n: number) => {
		follow.set(false);
		selection.selectN(n);
	};
	const setFilter = (q: string) => void setParams({ q }, { history: 'push' });
	return {
		goTo,
		setFilter,
		filterText: (text: string) =>
			setFilter(formatFilter(addTerm(terms, { key: 'text', values: [text], negated: false }))),
		setBrush: useCallback((t: Span | null) => void setParams({ t }, { history: 'push' }), [setParams]),
		selectConnection: useCallback(
			(c: string) => void setParams({ ...NOTHING_SELECTED, c }, { history: 'push' }),
			[setParams],
		),
		selectExchange: useCallback(
			(c: string, n: number) => void setParams({ ...NOTHING_SELECTED, c, x: shownNumber(n) }, { history: 'push' }),
			[setParams],
		),
		toggleMark() {
			if (!connection || selection.n === null) return;
			void setParams({ a: isMarked ? null : { connectionId: connection.id, number: shownNumber(selection.n) } });
		},
		/** With the marked frame on a page of its own, else with the previous of its kind in the tab. */
		diff() {
			if (!connection || selection.n === null) return;
			if (!mark || isMarked) return tabs.set('diff');
			const [a, b] = [`${mark.connectionId}:${mark.n + 1}`, `${connection.id}:${selection.n + 1}`];
			router.push(`/p/${project}/compare?a=${a}&b=${b}`);
		},
		/** To the request of an answer or the first answer of a request; from there back to where one came from. */
		goToPair() {
			if (!row) return;
			// Back only from where the jump led: after any other move it is a jump again.
			const back = jump.current?.to === row.n ? jump.current.from : null;
			const to = back ?? row.answers ?? row.answeredBy;
			if (to === null) return;
			jump.current = back === null ? { from: row.n, to } : null;
			goTo(to);
		},
		goToSameKind(direction: 'before' | 'after') {
			if (!connection || !row) return;
			const { n, sender, kind } = row;
			const query = { connectionId: connection.id, n, sender, kind, direction };
			void client.traffic.neighbour.query(query).then((found) => found && goTo(found.n));
		},
	};
}

const NOTHING_SELECTED = { f: null, x: null, p: null, t: null, tab: null };
