'use client';
import type { FrameRow } from '@refrain/ui/traffic';
import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '../trpc.ts';

/** The selected row, also while the list has it not loaded: the one before stays until then. */
export function useStickyRow(connectionId: string | null, n: number | null, row: FrameRow | null): FrameRow | null {
	const client = useTRPCClient();
	const [kept, setKept] = useState<{ connectionId: string; row: FrameRow } | null>(null);
	const missing = connectionId !== null && n !== null && row === null;
	useEffect(() => {
		if (!missing) return;
		let current = true;
		void client.traffic.frames.query({ connectionId, from: n, count: 1 }).then(
			({ rows }) => current && rows[0] && setKept({ connectionId, row: rows[0] }),
			() => {},
		);
		return () => {
			current = false;
		};
	}, [client, connectionId, n, missing]);
	const last = useRef<{ connectionId: string; row: FrameRow } | null>(null);
	useEffect(() => {
		if (row && connectionId !== null) last.current = { connectionId, row };
	}, [row, connectionId]);
	if (n === null) return null;
	if (row) return row;
	const before = last.current;
	if (before && before.connectionId === connectionId && before.row.n === n) return before.row;
	return kept && kept.connectionId === connectionId && kept.row.n === n ? kept.row : null;
}
