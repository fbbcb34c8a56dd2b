'use client';
import { formatCount } from '@refrain/ui/base';
import { type FrameRow, shownNumber } from '@refrain/ui/traffic';
import { useEffect } from 'react';

/** '/realtime · next PlaceOrder #43,167 · Refrain' */
export function useTitle(path: string | null, row: FrameRow | null): void {
	const title = [path ?? 'Traffic', row && `${row.kind} #${formatCount(shownNumber(row.n))}`, 'Refrain']
		.filter(Boolean)
		.join(' · ');
	useEffect(() => {
		document.title = title;
	}, [title]);
}
