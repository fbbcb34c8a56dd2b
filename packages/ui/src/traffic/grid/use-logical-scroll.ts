'use client';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogicalGridProps } from './logical-grid-props.ts';
import {
	clampOffset,
	maxOffset,
	offsetAfterScroll,
	offsetShowing,
	rowWindow,
	type ScrollArea,
	scrollTopOf,
} from './logical-scroll.ts';

/** The row of column titles stands inside the scrolled element, above the window. */
export const HEADER_PX = 24;
/** Rows drawn before the window was measured: by the server, and for the first paint. */
const FIRST_ROWS = 60;
/** After this pause the scrollbar is set to where the offset says it stands. */
const SETTLE_MS = 120;
/** Nearer to the end than this is at the end. */
const END_PX = 2;

export interface LogicalScroll {
	scroller: RefObject<HTMLDivElement | null>;
	offset: number;
	area: ScrollArea;
	first: number;
	end: number;
}

type Options = Pick<
	LogicalGridProps,
	'rowCount' | 'rowPx' | 'activeIndex' | 'contentKey' | 'follow' | 'onFollowChange' | 'onVisible'
>;

/** Keeps offset and scrollbar together, follows the end, and says which rows are in sight. */
export function useLogicalScroll(options: Options): LogicalScroll {
	const { rowCount, rowPx, activeIndex, contentKey, follow, onVisible } = options;
	const scroller = useRef<HTMLDivElement>(null);
	const [heightPx, setHeightPx] = useState(FIRST_ROWS * rowPx);
	const area: ScrollArea = { rowCount, rowPx, heightPx };
	const [wanted, setWanted] = useState(0);
	const offset = clampOffset(follow ? Number.POSITIVE_INFINITY : wanted, area);

	// What event handlers need of the latest render.
	const latest = useRef({ area, offset, options, scrollTop: 0 });
	latest.current = { ...latest.current, area, offset, options };

	const syncScrollbar = useCallback(() => {
		const element = scroller.current;
		if (!element) return;
		const top = scrollTopOf(latest.current.offset, latest.current.area);
		if (Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top;
		latest.current.scrollTop = element.scrollTop;
	}, []);

	useMeasuredHeight(scroller, setHeightPx);
	useScrollEvents(scroller, latest, setWanted, syncScrollbar);

	// The scrollbar follows whatever moved the offset but itself: new rows at the end, a row brought into sight.
	// biome-ignore lint/correctness/useExhaustiveDependencies: a change of these is what must be followed
	useLayoutEffect(syncScrollbar, [syncScrollbar, rowCount, heightPx, follow, contentKey]);

	// A row that becomes active is brought into sight; in other rows than before, into the middle.
	const shown = useRef<string | null>(null);
	useLayoutEffect(() => {
		const { area, offset, options } = latest.current;
		const align = shown.current === contentKey ? 'nearest' : 'center';
		if (activeIndex < 0 || activeIndex >= area.rowCount) return;
		shown.current = contentKey;
		if (options.follow && activeIndex === area.rowCount - 1) return;
		setWanted(offsetShowing(activeIndex, { offset, align }, area));
		latest.current.offset = offsetShowing(activeIndex, { offset, align }, area);
		syncScrollbar();
	}, [activeIndex, contentKey, syncScrollbar]);

	// Leaving the end by a switch must not move anything.
	useLayoutEffect(() => {
		if (!follow) setWanted((before) => (before === latest.current.offset ? before : latest.current.offset));
	}, [follow]);

	const { first, end } = rowWindow(offset, area);
	useEffect(() => {
		if (end > first) onVisible(first, end);
	}, [first, end, onVisible]);
	return { scroller, offset, area, first, end };
}

function useMeasuredHeight(scroller: RefObject<HTMLElement | null>, set: (heightPx: number) => void): void {
	useLayoutEffect(() => {
		const element = scroller.current;
		if (!element) return;
		const measure = () => element.clientHeight > HEADER_PX && set(element.clientHeight - HEADER_PX);
		measure();
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		return () => observer.disconnect();
	}, [scroller, set]);
}

interface Latest {
	area: ScrollArea;
	offset: number;
	options: Options;
	scrollTop: number;
}

function useScrollEvents(
	scroller: RefObject<HTMLElement | null>,
	latest: RefObject<Latest>,
	setWanted: (offset: number) => void,
	syncScrollbar: () => void,
): void {
	useEffect(() => {
		const element = scroller.current;
		if (!element) return;
		let settle: ReturnType<typeof setTimeout> | undefined;
		const onScroll = () => {
			const { area, offset, options, scrollTop: before } = latest.current;
			const after = element.scrollTop;
			// Our own move of the scrollbar, or none.
			if (Math.abs(after - before) < 1) return;
			const next = offsetAfterScroll(offset, { before, after }, area);
			latest.current.scrollTop = after;
			latest.current.offset = next;
			setWanted(next);
			const atEnd = next >= maxOffset(area) - END_PX;
			if (atEnd !== options.follow) options.onFollowChange(atEnd);
			clearTimeout(settle);
			settle = setTimeout(syncScrollbar, SETTLE_MS);
		};
		const onWheel = (event: WheelEvent) => {
			// At once, before new rows can pull the view back to the end.
			if (event.deltaY < 0 && latest.current.options.follow && maxOffset(latest.current.area) > 0)
				latest.current.options.onFollowChange(false);
		};
		element.addEventListener('scroll', onScroll, { passive: true });
		element.addEventListener('wheel', onWheel, { passive: true });
		return () => {
			clearTimeout(settle);
			element.removeEventListener('scroll', onScroll);
			element.removeEventListener('wheel', onWheel);
		};
	}, [scroller, latest, setWanted, syncScrollbar]);
}
