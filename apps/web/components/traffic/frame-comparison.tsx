'use client';
import { decodeMessage } from '@refrain/traffic';
import { EmptyState, formatCount, InlineNotice } from '@refrain/ui/base';
import { FrameDiff } from '@refrain/ui/compare';
import { type FrameDetail, type FrameRow, shownNumber } from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../trpc.ts';

import type { TreeConnection } from './use-connections.ts';
import { useFrameDetail } from './use-frame-detail.ts';

export interface FrameComparisonProps {
	project: string;
	connection: TreeConnection;
	row: FrameRow;
	mark: { connectionId: string; n: number } | null;
}

/** The Diff tab: against the marked frame, else against the previous one of the same kind and sender. */
export default function FrameComparison({ project, connection, row, mark }: FrameComparisonProps) {
	const trpc = useTRPC();
	const isMarked = mark !== null && !(mark.connectionId === connection.id && mark.n === row.n);
	const neighbour = useQuery(
		trpc.traffic.neighbour.queryOptions(
			{ connectionId: connection.id, n: row.n, sender: row.sender, kind: row.kind, direction: 'before' },
			{ enabled: !isMarked, placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY },
		),
	);
	const other = isMarked
		? mark
		: neighbour.data
			? { connectionId: connection.id, n: neighbour.data.n }
			: { connectionId: connection.id, n: null };
	const before = useDiffSide(other.connectionId, other.n, connection);
	const after = useDiffSide(connection.id, row.n, connection);
	if (neighbour.error)
		return <InlineNotice>Could not look for a frame to compare with: {neighbour.error.message}</InlineNotice>;
	if (!isMarked && neighbour.data === null)
		return (
			<EmptyState title={`#${formatCount(shownNumber(row.n))} is the first ${row.kind} of this connection.`}>
				Press M on another frame to mark it as A, then come back: the two are compared.
			</EmptyState>
		);
	if (!before || !after) return null;
	return (
		<FrameDiff
			before={before}
			after={after}
			why={isMarked ? 'marked as A' : `previous ${row.kind}`}
			wideHref={`/p/${project}/compare?a=${other.connectionId}:${(other.n ?? 0) + 1}&b=${connection.id}:${row.n + 1}`}
		/>
	);
}

/** A frame and what its payload says. */
export function useDiffSide(
	connectionId: string,
	n: number | null,
	facts: { path: string; subprotocol: string | null },
) {
	const { frame } = useFrameDetail(connectionId, n);
	const { path, subprotocol } = facts;
	return useMemo(() => frame && side(frame, { path, subprotocol }), [frame, path, subprotocol]);
}

function side(frame: FrameDetail, facts: { path: string; subprotocol: string | null }) {
	return { row: frame, value: decodeMessage(frame, facts).value };
}
