'use client';
import { useShortcuts } from '@refrain/ui/shell';
import type { GridHandle } from '@refrain/ui/traffic';
import type { RefObject } from 'react';
import type { Follow } from './use-follow.ts';
import type { ShownRows } from './use-row-source.ts';
import type { Selection } from './use-selection.ts';

export interface TrafficKeys {
	grid: RefObject<GridHandle | null>;
	rows: ShownRows;
	selection: Selection;
	follow: Follow;
	focusFilter(): void;
	/** Jump to the frame at the other end of the exchange; null when there is none. */
	goToPair(): void;
	goToSameKind(direction: 'before' | 'after'): void;
	mark(): void;
	diff(): void;
	/** Tab by its position. */
	tab(position: number): void;
	snapshot(): void;
	replay(): void;
	copyPayload(): void;
	copyLink(): void;
	toggleTimeline(): void;
	toggleConnections(): void;
	toggleDetails(): void;
	/** Closes the innermost thing. */
	escape(): void;
}

/** Everything on the traffic page by key (ui.md 9). */
export function useTrafficKeys(keys: TrafficKeys): void {
	const { selection, rows, follow } = keys;
	const move = (by: number) => {
		const last = rows.source.total - 1;
		if (last < 0) return;
		// The first key selects what is in sight: the newest row while new ones come, else the first.
		const inSight = keys.grid.current?.inSight() ?? { first: 0, last };
		const start = follow.on ? inSight.last : inSight.first;
		const to = selection.index < 0 && Number.isFinite(by) ? start : selection.index + by;
		selection.selectIndex(Math.min(last, Math.max(0, to)));
	};
	useShortcuts('Frames', [
		{ keys: ['j', 'ArrowDown'], label: 'Next frame', run: () => move(1) },
		{ keys: ['k', 'ArrowUp'], label: 'Previous frame', run: () => move(-1) },
		{ keys: 'PageDown', label: 'A screen further', run: () => keys.grid.current?.page(1) },
		{ keys: 'PageUp', label: 'A screen back', run: () => keys.grid.current?.page(-1) },
		{ keys: ['Home', 'g g'], label: 'First frame', run: () => move(Number.NEGATIVE_INFINITY) },
		{ keys: ['End', 'G'], label: 'Last frame', run: () => move(Number.POSITIVE_INFINITY) },
		{ keys: 'p', label: 'Jump to the request or answer, and back', run: keys.goToPair },
		{ keys: '.', label: 'Next frame of the same kind', run: () => keys.goToSameKind('after') },
		{ keys: ',', label: 'Previous frame of the same kind', run: () => keys.goToSameKind('before') },
		{ keys: 'm', label: 'Mark as A for comparison', run: keys.mark },
		{ keys: 'd', label: 'Compare: with A, else with the previous of its kind', run: keys.diff },
		{ keys: 'c', label: 'Copy payload', run: keys.copyPayload },
	]);
	useShortcuts('Details', [
		{ keys: '1', label: 'First tab', run: () => keys.tab(0) },
		{ keys: '2', label: 'Second tab', run: () => keys.tab(1) },
		{ keys: ['3', 'e'], label: 'Third tab, Exchange of a frame', run: () => keys.tab(2) },
		{ keys: ['4', 'b'], label: 'Fourth tab, Bytes of a frame', run: () => keys.tab(3) },
		{ keys: '5', label: 'Fifth tab', run: () => keys.tab(4) },
		{ keys: 'Escape', label: 'Close details, then the brush', run: keys.escape },
	]);
	useShortcuts('Page', [
		{ keys: '/', label: 'Filter', run: keys.focusFilter },
		{ keys: 's', label: 'Snapshot', run: keys.snapshot },
		{ keys: 'r', label: 'Replay snapshot', run: keys.replay },
		{ keys: 'L', label: 'Follow new frames', run: () => follow.set(!follow.on) },
		{ keys: 'y', label: 'Copy link', run: keys.copyLink },
		{ keys: 'z', label: 'Show or hide the timeline', run: keys.toggleTimeline },
		{ keys: '\\', label: 'Show or hide connections', run: keys.toggleConnections },
		{ keys: "'", label: 'Show or hide details', run: keys.toggleDetails },
	]);
}
