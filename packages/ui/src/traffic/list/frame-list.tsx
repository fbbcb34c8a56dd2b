'use client';
import { ArrowDown } from 'lucide-react';
import { type Ref, useCallback, useSyncExternalStore } from 'react';
import { cx, formatCount, useNow } from '../../base/index.ts';
import { GridCell, GridHeader, GridTitle } from '../grid/grid-cells.tsx';
import { LogicalGrid } from '../grid/logical-grid.tsx';
import type { GridHandle, RenderRow } from '../grid/logical-grid-props.ts';
import { type FrameRow, shownNumber } from '../model.ts';
import type { RowSource } from '../rows/row-source.ts';
import { COLUMNS, FrameCells, HIDE_LATENCY, HIDE_SIZE, isControl, mayWait, rowName } from './frame-cells.tsx';
import { TIME_TITLES, type TimeStyle } from './row-time.ts';

export interface FrameListProps {
	source: RowSource<FrameRow>;
	/** Changes with the connection, the filter and the brush. */
	contentKey: string;
	openedAtUs: number;
	/** It is open, so answers may still come. */
	live: boolean;
	/** Of the selected row, -1 when it is not in the list. */
	activeIndex: number;
	selected: FrameRow | null;
	/** Marked for comparison: `n`. */
	markedN: number | null;
	texts: readonly string[];
	timeStyle: TimeStyle;
	onTimeStyle(): void;
	follow: boolean;
	onFollowChange(follow: boolean): void;
	/** Rows that came since the list stopped following. */
	unseen: number;
	onSelect(index: number): void;
	ref?: Ref<GridHandle>;
}

const ROW_PX = 24;

/** The frames of a connection, or those a filter found. */
export function FrameList(props: FrameListProps) {
	const { source, contentKey, openedAtUs, live, activeIndex, selected, markedN, texts, timeStyle, follow, unseen } =
		props;
	useSyncExternalStore(
		source.subscribe,
		() => source.version,
		() => source.version,
	);
	const nowUs = useNow(live);
	const onVisible = useCallback((first: number, end: number) => source.need(first, end), [source]);
	const renderRow: RenderRow = (index, active) => {
		const row = source.get(index);
		if (!row) return { attributes: { className: ROW }, cells: <Placeholder index={index} /> };
		return {
			attributes: {
				className: cx(ROW, rowLook(row, active, selected)),
				'aria-label': rowName(row),
				'data-seq': shownNumber(row.n),
				'data-dir': row.sender === 'client' ? 'up' : 'down',
				'data-op': row.type,
				'data-kind': row.kind,
			},
			cells: (
				<FrameCells
					row={row}
					timeStyle={timeStyle}
					openedAtUs={openedAtUs}
					previousAtUs={timeStyle === 'delta' ? (source.get(index - 1)?.atUs ?? null) : null}
					texts={texts}
					waitingUs={live && nowUs !== null && mayWait(row) ? Math.max(0, nowUs - row.atUs) : null}
					marked={row.n === markedN}
				/>
			),
		};
	};
	return (
		<LogicalGrid
			ref={props.ref}
			label="Frames"
			rowCount={source.total}
			rowPx={ROW_PX}
			activeIndex={activeIndex}
			contentKey={contentKey}
			follow={follow}
			onFollowChange={props.onFollowChange}
			onActivate={props.onSelect}
			onVisible={onVisible}
			busy={!source.complete}
			header={<Header timeStyle={timeStyle} onTimeStyle={props.onTimeStyle} />}
			renderRow={renderRow}
			className="@container"
		>
			{!follow && unseen > 0 && (
				<button
					type="button"
					onClick={() => props.onFollowChange(true)}
					className="absolute bottom-3 left-1/2 flex h-[26px] -translate-x-1/2 items-center gap-1.5 rounded-full bg-fg pr-3 pl-2.5 text-12 font-medium text-bg shadow-float"
				>
					<ArrowDown aria-hidden="true" size={14} strokeWidth={2} />
					{formatCount(unseen)} new
				</button>
			)}
		</LogicalGrid>
	);
}

const ROW = cx(COLUMNS, 'relative text-12 whitespace-nowrap');

function rowLook(row: FrameRow, active: boolean, selected: FrameRow | null): string {
	if (active) return 'bg-accent-bg before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent';
	const paired = selected !== null && isPair(row, selected);
	return cx(
		row.error && !isControl(row) ? 'bg-fail-bg' : paired && 'bg-[color-mix(in_srgb,var(--accent-bg)_55%,transparent)]',
		paired && 'before:absolute before:-inset-y-px before:left-2 before:border-l-[1.5px] before:border-accent',
		!paired && !row.error && 'hover:bg-bg-2',
		isControl(row) && 'text-fg-3',
	);
}

/** Of one exchange: the request and its answers. */
function isPair(row: FrameRow, selected: FrameRow): boolean {
	if (row.n === selected.answers || row.answers === selected.n) return true;
	return selected.answers !== null && row.answers === selected.answers;
}

/** Only after a moment: what comes at once must not flash (ui.md 6.2). */
function Placeholder({ index }: { index: number }) {
	return (
		<>
			<GridCell className="text-right text-fg-3">{formatCount(index + 1)}</GridCell>
			<GridCell className="col-span-4 h-2 rounded-pill bg-bg-2 [animation:refrain-late_0s_120ms_both]">
				<span className="visually-hidden">loading</span>
			</GridCell>
		</>
	);
}

function Header({ timeStyle, onTimeStyle }: { timeStyle: TimeStyle; onTimeStyle(): void }) {
	return (
		<GridHeader className={cx(COLUMNS, 'h-6 flex-none border-b border-line bg-bg-1 text-11 font-medium text-fg-3')}>
			<GridTitle className="text-right">#</GridTitle>
			<GridTitle>
				<span className="visually-hidden">Direction</span>
			</GridTitle>
			<GridTitle>
				<button
					type="button"
					onClick={onTimeStyle}
					data-tip="Absolute, since open, since previous row"
					className="h-6 truncate hover:text-fg"
				>
					{TIME_TITLES[timeStyle]}
				</button>
			</GridTitle>
			<GridTitle>Kind</GridTitle>
			<GridTitle>Data</GridTitle>
			<GridTitle className={cx('text-right', HIDE_SIZE)}>Size</GridTitle>
			<GridTitle className={cx('text-right', HIDE_LATENCY)}>Latency</GridTitle>
		</GridHeader>
	);
}
