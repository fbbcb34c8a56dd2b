/** What is scrolled: rows of one height behind a window. Offsets are px from the top of the first row. */
export interface ScrollArea {
	rowCount: number;
	rowPx: number;
	/** Height of the window. */
	heightPx: number;
}

/** Browsers stop at 33,554,428 px (Chromium; Firefox earlier), and lose precision before. */
export const MAX_SCROLL_PX = 8_000_000;
/** Movements shorter than this many windows go one to one; longer ones are jumps of the scrollbar's thumb. */
const ONE_TO_ONE_WINDOWS = 4;

/** Height of the element that makes the scrollbar. */
export function scrollHeight({ rowCount, rowPx }: ScrollArea): number {
	return Math.min(rowCount * rowPx, MAX_SCROLL_PX);
}

export function maxOffset({ rowCount, rowPx, heightPx }: ScrollArea): number {
	return Math.max(0, rowCount * rowPx - heightPx);
}

export function clampOffset(offset: number, area: ScrollArea): number {
	return Math.min(maxOffset(area), Math.max(0, offset));
}

/** Where the scrollbar stands for an offset. */
export function scrollTopOf(offset: number, area: ScrollArea): number {
	const max = maxOffset(area);
	if (max === 0) return 0;
	return isExact(area) ? offset : (offset / max) * maxScrollTop(area);
}

/** The offset after the scrollbar went from `before` to `after`. */
export function offsetAfterScroll(offset: number, move: { before: number; after: number }, area: ScrollArea): number {
	const { before, after } = move;
	if (isExact(area)) return clampOffset(after, area);
	const top = maxScrollTop(area);
	if (after <= 0) return 0;
	if (after >= top) return maxOffset(area);
	const delta = after - before;
	if (Math.abs(delta) < ONE_TO_ONE_WINDOWS * area.heightPx) return clampOffset(offset + delta, area);
	return (after / top) * maxOffset(area);
}

/** The offset nearest to `offset` at which a row is fully in sight; 'center' puts it into the middle when it is not. */
export function offsetShowing(
	index: number,
	view: { offset: number; align: 'nearest' | 'center' },
	area: ScrollArea,
): number {
	const top = index * area.rowPx;
	const bottom = top + area.rowPx;
	const { offset, align } = view;
	if (top >= offset && bottom <= offset + area.heightPx) return clampOffset(offset, area);
	if (align === 'center') return clampOffset(top - (area.heightPx - area.rowPx) / 2, area);
	return clampOffset(top < offset ? top : bottom - area.heightPx, area);
}

/** Rows to draw: those in sight and some around. */
export function rowWindow(offset: number, area: ScrollArea): { first: number; end: number } {
	const OVERSCAN = { before: 4, after: 8 };
	const first = Math.max(0, Math.floor(offset / area.rowPx) - OVERSCAN.before);
	const end = Math.ceil((offset + area.heightPx) / area.rowPx) + OVERSCAN.after;
	return { first: Math.min(first, area.rowCount), end: Math.min(end, area.rowCount) };
}

function isExact({ rowCount, rowPx }: ScrollArea): boolean {
	return rowCount * rowPx <= MAX_SCROLL_PX;
}

function maxScrollTop(area: ScrollArea): number {
	return Math.max(0, scrollHeight(area) - area.heightPx);
}
