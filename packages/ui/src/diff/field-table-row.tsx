'use client';
import { ChevronDown, ChevronRight, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { fieldColumns } from './field-columns.ts';
import type { FieldRow, FieldState } from './field-rows.ts';
import { jsonText } from './json-text.ts';
import { ValueText } from './value-cell.tsx';
import { type MarkedText, wordMarks } from './word-marks.ts';

/** What covers a difference: nothing, a rule of the report, or a rule that is only a draft. */
export type Coverage = 'none' | 'ignored' | 'draft';

export interface FieldTableRowProps {
	id: string;
	row: FieldRow;
	index: number;
	/** Pixels from the top when the table is windowed. */
	top: number | undefined;
	selected: boolean;
	coverage: Coverage;
	ruleCell: ((row: FieldRow, selected: boolean) => ReactNode) | undefined;
	onSelect: (path: string) => void;
	onToggle: (path: string, expanded: boolean) => void;
}

const SIGNS: Record<Exclude<FieldState, 'equal'>, { sign: string; name: string }> = {
	changed: { sign: '≠', name: 'changed' },
	'type-changed': { sign: '≠', name: 'changed type' },
	added: { sign: '+', name: 'added' },
	removed: { sign: '−', name: 'removed' },
	moved: { sign: '⇅', name: 'moved' },
};

const DRAFT = 'bg-[repeating-linear-gradient(135deg,var(--accent-bg)_0_6px,transparent_6px_10px)]';
const CELLS: Record<Coverage, { expected: string; observed: string }> = {
	none: { expected: 'bg-del-bg', observed: 'bg-add-bg' },
	ignored: { expected: 'bg-ign-bg', observed: 'bg-ign-bg' },
	draft: { expected: DRAFT, observed: DRAFT },
};

export function FieldTableRow(props: FieldTableRowProps) {
	const { row, index, top, selected, coverage, ruleCell, onSelect } = props;
	const differs = row.difference !== null;
	const fill = differs ? CELLS[coverage] : { expected: '', observed: '' };
	return (
		<tr
			id={props.id}
			aria-rowindex={index + 2}
			aria-level={row.depth + 1}
			aria-selected={selected}
			aria-expanded={row.expanded ?? undefined}
			data-path={row.path}
			data-state={differs ? coverage : 'equal'}
			onClick={() => onSelect(row.path)}
			style={
				top === undefined ? undefined : { position: 'absolute', insetInline: 0, transform: `translateY(${top}px)` }
			}
			className={`${fieldColumns(ruleCell !== undefined)} group min-h-[26px] mono text-12 ${selected ? 'shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
		>
			<NameCell {...props} />
			<Values row={row} coverage={coverage} selected={selected} fill={fill} />
			{ruleCell && (
				<td className="flex min-w-0 items-center gap-1 overflow-hidden whitespace-nowrap border-line border-l px-2.5 font-ui">
					{ruleCell(row, selected)}
				</td>
			)}
		</tr>
	);
}

function NameCell({ row, coverage, onToggle }: FieldTableRowProps) {
	const sign = row.state === 'equal' || row.difference === null ? null : SIGNS[row.state];
	const Chevron = row.expanded ? ChevronDown : ChevronRight;
	return (
		<td className="relative flex min-w-0 items-center pr-2" style={{ paddingLeft: 12 + row.depth * 12 }}>
			{sign && coverage === 'none' && (
				<span role="img" aria-label={sign.name} className="absolute left-1.5 font-bold text-fail">
					{sign.sign}
				</span>
			)}
			{sign && coverage !== 'none' && (
				<EyeOff role="img" aria-label={coverage} className="absolute left-1 size-3 text-fg-3" strokeWidth={1.75} />
			)}
			{row.expanded === null ? (
				<span className="w-4 flex-none" />
			) : (
				<button
					type="button"
					tabIndex={-1}
					aria-label={`${row.expanded ? 'Close' : 'Open'} ${row.name}`}
					onClick={() => onToggle(row.path, !row.expanded)}
					className="grid h-6 w-4 flex-none place-items-center text-fg-3"
				>
					<Chevron aria-hidden className="size-3" />
				</button>
			)}
			<span className={`truncate ${nameLook(row, coverage)}`} title={row.path}>
				{row.prefix && <span className="text-fg-3">{row.prefix}</span>}
				{row.name}
			</span>
		</td>
	);
}

function nameLook(row: FieldRow, coverage: Coverage): string {
	if (row.difference === null) return '';
	return coverage === 'none' ? 'font-semibold' : 'text-fg-3';
}

function Values({
	row,
	coverage,
	selected,
	fill,
}: Pick<FieldTableRowProps, 'row' | 'coverage' | 'selected'> & { fill: { expected: string; observed: string } }) {
	const marks = row.state === 'changed' && row.difference?.path === row.path ? marksOf(row) : null;
	const muted = row.difference !== null && coverage === 'ignored';
	const cell = `min-w-0 border-line border-l px-2.5 py-[5px] ${selected ? 'whitespace-pre-wrap break-all' : 'truncate'}`;
	const isEqual =
		row.difference === null && row.expanded === null && row.expected !== undefined && row.observed !== undefined;
	const side = (name: 'expected' | 'observed', markClass: string) => (
		<td className={`${cell} ${fill[name]}`} title={jsonText(row[name])}>
			{name === 'observed' && isEqual ? (
				<span role="img" aria-label="equal" className="text-fg-3">
					=
				</span>
			) : (
				<ValueText value={row[name]} marks={marks?.[name]} markClass={markClass} muted={muted} />
			)}
			{row.state === 'type-changed' && row.difference?.path === row.path && (
				<span className="ml-2 font-ui text-11 text-fg-3">{typeName(row[name])}</span>
			)}
		</td>
	);
	return (
		<>
			{side('expected', coverage === 'draft' ? 'bg-accent-bg2' : 'bg-del-w')}
			{side('observed', coverage === 'draft' ? 'bg-accent-bg2' : 'bg-add-w')}
		</>
	);
}

function marksOf(row: FieldRow): { expected: MarkedText[]; observed: MarkedText[] } {
	return wordMarks(jsonText(row.expected), jsonText(row.observed));
}

function typeName(value: FieldRow['expected']): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	return typeof value === 'object' && '$number' in value ? 'number' : typeof value;
}
