'use client';
import type { JsonValue } from '@refrain/traffic';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { cx } from '../base/index.ts';
import { type Folding, foldablePaths, type TreeRow, treeRows } from './tree-rows.ts';
import { ValueLabel } from './value-label.tsx';

export interface JsonTreeProps {
	/** Accessible name. */
	label: string;
	value: JsonValue;
	folding: Folding;
	onFold(path: string, expanded: boolean): void;
	/** JSONPath of the selected field. */
	selected: string | null;
	onSelect(path: string): void;
	/** Actions on a field, shown at the right end of its line. */
	actions?: (row: TreeRow) => ReactNode;
	/** Keys that the tree does not know itself; true when handled. */
	onKey?: (event: KeyboardEvent, row: TreeRow) => boolean;
}

const ROW_PX = 22;

/** A JSON value as a tree; only the lines in sight are in the page. */
export function JsonTree({ label, value, folding, onFold, selected, onSelect, actions, onKey }: JsonTreeProps) {
	const id = useId();
	const scroller = useRef<HTMLDivElement>(null);
	const rows = useMemo(() => treeRows(value, folding), [value, folding]);
	const active = rows.findIndex(({ path }) => path === selected);
	const virtualizer = useVirtualizer({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		overscan: 10,
		paddingStart: 4,
		paddingEnd: 8,
		initialRect: { width: 0, height: 800 },
	});
	useEffect(() => {
		if (active >= 0) virtualizer.scrollToIndex(active);
	}, [active, virtualizer]);
	const onKeyDown = (event: KeyboardEvent) => {
		const row = rows[active];
		const to = moveTarget(event.key, active, rows);
		if (to !== null) {
			const target = rows[to];
			if (target) onSelect(target.path);
		} else if (row && event.key === 'ArrowRight' && row.expanded === false) onFold(row.path, true);
		else if (row?.expanded && event.key === 'ArrowLeft') onFold(row.path, false);
		else if (event.key === '*') for (const path of foldablePaths(value)) onFold(path, true);
		else if (!row || !onKey?.(event, row)) return;
		event.preventDefault();
	};
	return (
		<div
			ref={scroller}
			role="tree"
			aria-label={label}
			tabIndex={0}
			aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
			onKeyDown={onKeyDown}
			className="mono min-h-0 flex-1 overflow-auto text-12 outline-offset-[-2px]"
		>
			<div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => {
					const row = rows[index];
					return row ? (
						<Line
							key={row.path}
							id={`${id}-${index}`}
							row={row}
							top={start}
							selected={index === active}
							onFold={onFold}
							onSelect={onSelect}
							actions={actions}
						/>
					) : null;
				})}
			</div>
		</div>
	);
}

interface LineProps extends Pick<JsonTreeProps, 'onFold' | 'onSelect' | 'actions'> {
	id: string;
	row: TreeRow;
	top: number;
	selected: boolean;
}

function Line({ id, row, top, selected, onFold, onSelect, actions }: LineProps) {
	const fold = () => row.expanded !== null && onFold(row.path, !row.expanded);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree, which names the active line (APG)
		// biome-ignore lint/a11y/useFocusableInteractive: see above
		<div
			id={id}
			role="treeitem"
			aria-level={row.depth + 1}
			aria-expanded={row.expanded ?? undefined}
			aria-selected={selected}
			aria-posinset={row.position}
			aria-setsize={row.siblings}
			data-path={row.path}
			onClick={() => onSelect(row.path)}
			onDoubleClick={fold}
			className={cx(
				'group absolute right-0 left-0 flex items-center gap-1 pr-3 whitespace-nowrap',
				selected ? 'bg-accent-bg' : 'hover:bg-bg-2',
			)}
			style={{ top, height: ROW_PX, paddingLeft: 12 + row.depth * 16 }}
		>
			{row.expanded === null ? (
				<span className="w-3 flex-none" />
			) : (
				<ChevronRight
					aria-hidden="true"
					size={12}
					strokeWidth={2}
					onClick={(event) => {
						event.stopPropagation();
						fold();
					}}
					className={cx('flex-none cursor-pointer text-fg-3', row.expanded && 'rotate-90')}
				/>
			)}
			<span className="min-w-0 truncate">
				{row.name !== '' && (
					<>
						<span className="text-j-key">{row.name}</span>
						<span className="text-j-punc">: </span>
					</>
				)}
				<ValueLabel value={row.value} expanded={row.expanded} />
			</span>
			{actions && (
				<span
					className={cx(
						'absolute right-2 rounded-control border border-line-2 bg-bg font-ui',
						selected ? 'flex' : 'hidden group-hover:flex',
					)}
				>
					{actions(row)}
				</span>
			)}
		</div>
	);
}

function moveTarget(key: string, active: number, rows: readonly TreeRow[]): number | null {
	const row = rows[active];
	switch (key) {
		case 'ArrowDown':
			return Math.min(rows.length - 1, active + 1);
		case 'ArrowUp':
			return Math.max(0, active - 1);
		case 'Home':
			return 0;
		case 'End':
			return rows.length - 1;
		case 'ArrowRight':
			return row?.expanded ? active + 1 : null;
		case 'ArrowLeft':
			if (!row || row.expanded) return null;
			return Math.max(
				0,
				rows.slice(0, active).findLastIndex(({ depth }) => depth < row.depth),
			);
		default:
			return null;
	}
}
