'use client';
import { useCallback, useState } from 'react';
import type { ShownRows } from './use-row-source.ts';
import type { SetTrafficParams } from './use-traffic-params.ts';

export interface Follow {
	on: boolean;
	/** Rows that came since it went off. */
	unseen: number;
	set(on: boolean): void;
}

interface FollowOptions {
	connectionId: string | null;
	/** The connection is open and the range is not closed by a brush. */
	possible: boolean;
	/** As in the address. */
	wanted: boolean;
	rows: ShownRows;
	setParams: SetTrafficParams;
}

/**
 * Whether the list keeps its end in sight (ui.md 10). Only the user turns it off or on: by scrolling, by selecting a row
 * that is not the last, by the Live button. Rows that come change nothing.
 */
export function useFollow({ connectionId, possible, wanted, rows, setParams }: FollowOptions): Follow {
	const { total } = rows.source;
	const [state, setState] = useState({ connectionId, on: wanted, seen: 0 });
	// Another connection starts at its end, when it has one that moves.
	if (state.connectionId !== connectionId) setState({ connectionId, on: true, seen: 0 });
	const on = possible && state.on;
	const set = useCallback(
		(next: boolean) => {
			setState((before) => (before.on === next ? before : { ...before, on: next, seen: total }));
			if (possible) void setParams({ live: next });
		},
		[total, possible, setParams],
	);
	return { on, unseen: possible && !state.on ? Math.max(0, total - state.seen) : 0, set };
}
