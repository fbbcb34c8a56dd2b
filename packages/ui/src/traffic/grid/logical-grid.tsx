// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot show a window of fifty million rows
'use client';
import { type KeyboardEvent, memo, useId, useImperativeHandle } from 'react';
import { cx } from '../../base/index.ts';
import type { LogicalGridProps, RenderRow } from './logical-grid-props.ts';
import { scrollHeight } from './logical-scroll.ts';
import { HEADER_PX, useLogicalScroll } from './use-logical-scroll.ts';

/** Rows of one height, as many as there may be: the window is scrolled in logical pixels (docs/decisions/0070). */
export function LogicalGrid(props: LogicalGridProps) {
	const { label, rowCount, rowPx, activeIndex, header, renderRow, busy, children, className, ref } = props;
	const id = useId();
	const { scroller, offset, area, first, end } = useLogicalScroll(props);
	const move = (to: number) => props.onActivate(Math.min(rowCount - 1, Math.max(0, to)));
	const pageRows = Math.max(1, Math.floor(area.heightPx / rowPx) - 1);
	useImperativeHandle(ref, () => ({
		page: (direction) => move((activeIndex < 0 ? first : activeIndex) + direction * pageRows),
		focus: () => scroller.current?.focus(),
		inSight: () => ({
			first: Math.ceil(offset / rowPx),
			last: Math.min(rowCount, Math.floor((offset + area.heightPx) / rowPx)) - 1,
		}),
	}));
	const onKeyDown = (event: KeyboardEvent) => {
		const target = keyTarget(event, { activeIndex, rowCount, pageRows });
		if (target === null || rowCount === 0) return;
		event.preventDefault();
		move(target);
	};
	const outside = activeIndex >= 0 && activeIndex < rowCount && (activeIndex < first || activeIndex >= end);
	const row = (index: number, out = false) => (
		<GridRow
			key={index}
			id={`${id}-${index}`}
			index={index}
			active={index === activeIndex}
			rowPx={rowPx}
			renderRow={renderRow}
			out={out}
		/>
	);
	return (
		<div className={cx('relative flex min-h-0 flex-1 flex-col', className)}>
			<div
				ref={scroller}
				role="grid"
				aria-label={label}
				aria-rowcount={rowCount + 1}
				aria-busy={busy}
				aria-activedescendant={activeIndex >= 0 && activeIndex < rowCount ? `${id}-${activeIndex}` : undefined}
				tabIndex={0}
				onKeyDown={onKeyDown}
				onClick={(event) => {
					const index = rowOf(event.target);
					if (index !== null) move(index);
				}}
				data-follow={props.follow}
				className="peer min-h-0 flex-1 overflow-x-hidden overflow-y-scroll outline-none [scrollbar-gutter:stable]"
			>
				<div role="presentation" className="sticky top-0 z-10" style={{ height: HEADER_PX }}>
					{header}
				</div>
				<div role="presentation" style={{ height: scrollHeight(area) }}>
					<div
						role="presentation"
						className="sticky overflow-hidden [contain:strict]"
						style={{ top: HEADER_PX, height: area.heightPx }}
					>
						<div role="rowgroup" style={{ transform: `translateY(${first * rowPx - offset}px)` }}>
							{Array.from({ length: end - first }, (_, at) => row(first + at))}
							{outside && row(activeIndex, true)}
						</div>
					</div>
				</div>
			</div>
			{/* The rows would cover an outline of the grid itself. */}
			<div className="pointer-events-none absolute inset-0 z-20 hidden border-2 border-accent peer-focus-visible:block" />
			{children}
		</div>
	);
}

interface GridRowProps {
	id: string;
	index: number;
	active: boolean;
	rowPx: number;
	renderRow: RenderRow;
	/** Active, but out of sight: in the page for aria-activedescendant alone. */
	out: boolean;
}

const GridRow = memo(function GridRow({ id, index, active, rowPx, renderRow, out }: GridRowProps) {
	const { attributes, cells } = renderRow(index, active);
	return (
		// biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active row (APG)
		<div
			id={id}
			role="row"
			aria-rowindex={index + 2}
			aria-selected={active}
			data-index={index}
			{...attributes}
			className={cx(attributes.className, out && 'visually-hidden')}
			style={{ height: rowPx }}
		>
			{cells}
		</div>
	);
});

function rowOf(target: EventTarget): number | null {
	const row = target instanceof Element ? target.closest<HTMLElement>('[role=row]') : null;
	return row?.dataset.index === undefined ? null : Number(row.dataset.index);
}

function keyTarget(
	event: KeyboardEvent,
	{ activeIndex, rowCount, pageRows }: { activeIndex: number; rowCount: number; pageRows: number },
): number | null {
	if (event.ctrlKey || event.metaKey || event.altKey) return null;
	switch (event.key) {
		case 'ArrowDown':
			return activeIndex + 1;
		case 'ArrowUp':
			return activeIndex < 0 ? rowCount - 1 : activeIndex - 1;
		case 'PageDown':
			return Math.max(0, activeIndex) + pageRows;
		case 'PageUp':
			return Math.max(0, activeIndex) - pageRows;
		case 'Home':
			return 0;
		case 'End':
			return rowCount - 1;
		default:
			return null;
	}
}
