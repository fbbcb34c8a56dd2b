'use client';
import { type FrameRow, shownNumber } from '@refrain/ui/traffic';
import { useCallback } from 'react';
import type { Follow } from './use-follow.ts';
import type { ShownRows } from './use-row-source.ts';
import type { SetTrafficParams, TrafficParams } from './use-traffic-params.ts';

export interface Selection {
	/** `n` of the selected frame. */
	n: number | null;
	/** Its position in the list, -1 when it is not there. */
	index: number;
	/** Its row, when it is loaded. */
	row: FrameRow | null;
	selectIndex(index: number): void;
	selectN(n: number): void;
	clear(): void;
}

/** Which frame is selected; moving keeps the history as it is. */
export function useSelection(options: {
	params: TrafficParams;
	setParams: SetTrafficParams;
	rows: ShownRows;
	follow: Follow;
}): Selection {
	const { params, setParams, rows, follow } = options;
	const n = params.f === null ? null : params.f - 1;
	const index = n === null ? -1 : rows.indexOf(n);
	const { source } = rows;
	const selectN = useCallback(
		(next: number) => void setParams({ f: shownNumber(next), p: null, x: null }),
		[setParams],
	);
	const selectIndex = (next: number) => {
		if (next < source.total - 1) follow.set(false);
		const target = rows.numberAt(next);
		if (target !== null) selectN(target);
	};
	return {
		n,
		index,
		row: index >= 0 ? (source.get(index) ?? null) : null,
		selectIndex,
		selectN,
		clear: useCallback(() => void setParams({ f: null, p: null }), [setParams]),
	};
}
