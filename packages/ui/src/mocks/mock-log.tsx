'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { cx, DirectionArrow, formatClock, formatDuration } from '../base/index.ts';
import type { MockEntry } from './mock-entry.ts';
import { MockResultPill } from './mock-result-pill.tsx';

export interface MockLogProps {
	entries: readonly MockEntry[];
	/** `MockEntry.n` of the open line. */
	selected: number | null;
	onSelect(n: number): void;
	/** Keeps the newest line in view. */
	follow: boolean;
	/** The user scrolled away from the end, or back to it. */
	onFollow(follow: boolean): void;
	empty: string;
}

const ROW_PX = 28;
/** The head stays above the rows. */
const HEADER_PX = 24;
const COLUMNS =
	'grid grid-cols-[92px_26px_14px_minmax(90px,158px)_minmax(0,1fr)_84px_minmax(110px,190px)_58px] items-center gap-2 px-4';

/** Every message of a mock as it comes, windowed; one tab stop. */
export function MockLog({ entries, selected, onSelect, follow, onFollow, empty }: MockLogProps) {
	const id = useId();
	const scroller = useRef<HTMLTableElement>(null);
	const active = entries.findIndex(({ n }) => n === selected);
	const virtualizer = useVirtualizer({
		count: entries.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		overscan: 8,
		scrollMargin: HEADER_PX,
		scrollPaddingStart: HEADER_PX,
		initialRect: { width: 800, height: 40 * ROW_PX },
	});
	useEffect(() => {
		if (active >= 0) virtualizer.scrollToIndex(active);
	}, [active, virtualizer]);
	const last = entries.at(-1)?.n;
	useLayoutEffect(() => {
		const element = scroller.current;
		if (follow && element && last !== undefined) element.scrollTop = element.scrollHeight;
	}, [follow, last]);

	function onKeyDown(event: KeyboardEvent) {
		const steps: Record<string, number> = {
			ArrowDown: active + 1,
			j: active + 1,
			ArrowUp: active - 1,
			k: active - 1,
			Home: 0,
			End: entries.length - 1,
		};
		const to = steps[event.key];
		const entry = to === undefined ? undefined : entries[Math.max(0, Math.min(entries.length - 1, to))];
		if (entry === undefined) return;
		event.preventDefault();
		onFollow(event.key === 'End');
		onSelect(entry.n);
	}

	function onScroll() {
		const element = scroller.current;
		if (element === null) return;
		const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < ROW_PX;
		if (atEnd !== follow) onFollow(atEnd);
	}

	return (
		<table
			// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows can be chosen: a grid (APG)
			role="grid"
			aria-label="Messages"
			aria-rowcount={entries.length + 1}
			aria-activedescendant={active >= 0 ? `${id}-${selected}` : undefined}
			tabIndex={0}
			onKeyDown={onKeyDown}
			ref={scroller}
			onScroll={onScroll}
			className="block min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
		>
			<thead className="sticky top-0 z-[1] block">
				<tr
					aria-rowindex={1}
					className={cx(COLUMNS, 'h-6 border-line border-y bg-bg-1 text-left text-11 text-fg-3 [&>th]:font-medium')}
				>
					<th scope="col">Time</th>
					<th scope="col">
						<span className="visually-hidden">Connection</span>
					</th>
					<th scope="col">
						<span className="visually-hidden">Direction</span>
					</th>
					<th scope="col">Kind</th>
					<th scope="col">Data</th>
					<th scope="col">Result</th>
					<th scope="col">Because</th>
					<th scope="col" className="text-right">
						Match
					</th>
				</tr>
			</thead>
			<tbody
				className="relative block"
				style={{ height: entries.length === 0 ? undefined : virtualizer.getTotalSize() }}
			>
				{entries.length === 0 && (
					<tr className="block">
						<td className="block px-4 py-6 text-center text-fg-3">{empty}</td>
					</tr>
				)}
				{virtualizer.getVirtualItems().map((item) => {
					const entry = entries[item.index];
					return (
						entry && (
							<Row
								key={entry.n}
								id={`${id}-${entry.n}`}
								entry={entry}
								index={item.index}
								top={item.start - HEADER_PX}
								selected={item.index === active}
								onSelect={onSelect}
							/>
						)
					);
				})}
			</tbody>
		</table>
	);
}

interface RowProps {
	id: string;
	entry: MockEntry;
	index: number;
	top: number;
	selected: boolean;
	onSelect(n: number): void;
}

function Row({ id, entry, index, top, selected, onSelect }: RowProps) {
	const isMiss = entry.result === 'miss';
	return (
		<tr
			id={id}
			aria-rowindex={index + 2}
			aria-selected={selected}
			data-n={entry.n}
			onClick={() => onSelect(entry.n)}
			style={{ transform: `translateY(${top}px)` }}
			className={cx(
				COLUMNS,
				'absolute inset-x-0 h-7 cursor-pointer text-12 whitespace-nowrap',
				selected ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-bg-1',
			)}
		>
			<td className="text-fg-3" suppressHydrationWarning>
				{formatClock(entry.atUs)}
			</td>
			<td className="text-fg-3">c{entry.connection}</td>
			<td className="flex items-center">
				<DirectionArrow sender={entry.sender} size={12} />
			</td>
			<td className="truncate font-medium">{entry.kind}</td>
			<td className="mono truncate text-fg-2">{entry.preview}</td>
			<td>
				<MockResultPill result={entry.result} />
			</td>
			<td className={cx('truncate', isMiss ? 'text-fail' : 'text-fg-3')} title={entry.reason}>
				{entry.reason}
			</td>
			<td className="text-right text-fg-3">{entry.matchUs === null ? '' : formatDuration(entry.matchUs)}</td>
		</tr>
	);
}
