'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { fieldColumns } from './field-columns.ts';
import type { FieldRow } from './field-rows.ts';
import { type Coverage, FieldTableRow } from './field-table-row.tsx';

export interface FieldTableProps {
	rows: readonly FieldRow[];
	/** What the two sides are: 'Expected', 'captured 23 Nov 12:18'. */
	sides: { expected: SideTitle; observed: SideTitle };
	/** Title and content of the last column; without it the table has three. */
	rule?: { title: string; cell: (row: FieldRow, selected: boolean) => ReactNode };
	/** Does a rule or a draft cover the row's difference? Default: a rule, when the difference names one. */
	coverage?: (row: FieldRow) => Coverage;
	selected: string | null;
	onSelect: (path: string) => void;
	onToggle: (path: string, expanded: boolean) => void;
	/** Keys that the table does not know itself; true when handled. */
	onKey?: (event: KeyboardEvent, row: FieldRow) => boolean;
	label: string;
	empty?: ReactNode;
}

export interface SideTitle {
	title: string;
	note?: string | undefined;
}

const ROW_PX = 26;
/** The head stays above the rows. */
const HEADER_PX = 24;
/** Up to this many rows all are in the page: they can be found by the browser's own search and printed. */
const ALL_IN_PAGE_UP_TO = 300;

/** Two values field by field (ui.md 6.5). One tab stop; the active row is named by aria-activedescendant. */
export function FieldTable(props: FieldTableProps) {
	const { rows, rule, coverage, selected, onSelect, onToggle, onKey, label, empty } = props;
	const id = useId();
	const scroller = useRef<HTMLTableElement>(null);
	const isWindowed = rows.length > ALL_IN_PAGE_UP_TO;
	const virtualizer = useVirtualizer({
		count: rows.length,
		enabled: isWindowed,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		overscan: 12,
		scrollMargin: HEADER_PX,
		scrollPaddingStart: HEADER_PX,
	});
	const active = rows.findIndex((row) => row.path === selected);
	const rowId = (index: number) => `${id}-${index}`;

	useEffect(() => {
		if (active < 0) return;
		if (isWindowed) virtualizer.scrollToIndex(active);
		else document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
	}, [active, id, isWindowed, virtualizer]);

	function onKeyDown(event: KeyboardEvent) {
		const row = rows[active];
		const target = nextRow(event.key, active, rows);
		if (target) onSelect(target.path);
		else if (row && event.key === 'ArrowRight' && row.expanded === false) onToggle(row.path, true);
		else if (row && event.key === 'ArrowLeft' && row.expanded) onToggle(row.path, false);
		else if (row === undefined || !onKey?.(event, row)) return;
		event.preventDefault();
	}

	const line = (index: number, top?: number) => {
		const row = rows[index];
		if (row === undefined) return null;
		return (
			<FieldTableRow
				key={row.id}
				id={rowId(index)}
				row={row}
				index={index}
				top={top}
				selected={index === active}
				coverage={(coverage ?? coverageByRule)(row)}
				ruleCell={rule?.cell}
				onSelect={onSelect}
				onToggle={onToggle}
			/>
		);
	};
	return (
		// Native table elements keep their meaning under `display: grid`; only the tree is not native.
		<table
			// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows open and close is a treegrid (APG)
			role="treegrid"
			aria-label={label}
			aria-rowcount={rows.length + 1}
			aria-activedescendant={active >= 0 ? rowId(active) : undefined}
			tabIndex={0}
			onKeyDown={onKeyDown}
			ref={scroller}
			className="block min-h-0 flex-1 overflow-auto scroll-pt-6 outline-offset-[-2px]"
		>
			<FieldTableHeader {...props} />
			<tbody className="relative block" style={isWindowed ? { height: virtualizer.getTotalSize() } : undefined}>
				{rows.length === 0 && (
					<tr className="block">
						<td className="block p-4 text-fg-3">{empty}</td>
					</tr>
				)}
				{isWindowed
					? virtualizer.getVirtualItems().map((item) => line(item.index, item.start - HEADER_PX))
					: rows.map((_, index) => line(index))}
			</tbody>
		</table>
	);
}

function coverageByRule(row: FieldRow): Coverage {
	return row.difference?.ruleId == null ? 'none' : 'ignored';
}

function FieldTableHeader({ sides, rule }: FieldTableProps) {
	const cell = 'truncate border-line border-l pl-2.5 font-medium';
	return (
		<thead className="sticky top-0 z-[1] block">
			<tr
				className={`${fieldColumns(rule !== undefined)} h-6 items-center border-line border-b bg-bg-1 text-left font-medium text-11 text-fg-3`}
			>
				<th scope="col" className="truncate pl-7 font-medium">
					Field
				</th>
				{[sides.expected, sides.observed].map(({ title, note }) => (
					<th key={title} scope="col" className={cell}>
						{title} {note && <span className="ml-1 font-normal">{note}</span>}
					</th>
				))}
				{rule && (
					<th scope="col" className={cell}>
						{rule.title}
					</th>
				)}
			</tr>
		</thead>
	);
}

const MOVES: Record<string, (active: number, last: number) => number> = {
	ArrowDown: (active, last) => Math.min(active + 1, last),
	j: (active, last) => Math.min(active + 1, last),
	ArrowUp: (active) => Math.max(active - 1, 0),
	k: (active) => Math.max(active - 1, 0),
	Home: () => 0,
	End: (_, last) => last,
};

function nextRow(key: string, active: number, rows: readonly FieldRow[]): FieldRow | undefined {
	const move = MOVES[key];
	return move && rows[move(active, rows.length - 1)];
}
