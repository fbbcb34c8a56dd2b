'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { cx, DirectionArrow, formatCount, formatDuration } from '../base/index.ts';
import { type ExchangeRow, isSlow, latencyDelta, startedBy } from './exchange-row.ts';
import { VERDICT_LOOK } from './verdict-look.ts';
import { VerdictIcon } from './verdict-pill.tsx';

export interface ExchangeListProps {
	rows: readonly ExchangeRow[];
	/** `ExchangeRow.n` of the open one. */
	selected: number | null;
	onSelect(n: number): void;
	/** Exchanges whose verdict the draft changes. */
	changed: ReadonlySet<number>;
	empty: string;
}

const ROW_PX = 28;
/** The head stays above the rows. */
const HEADER_PX = 24;
const COLUMNS =
	'grid grid-cols-[14px_34px_minmax(96px,160px)_minmax(0,1fr)_58px_58px_48px] items-center gap-2 px-4 @max-[560px]:grid-cols-[14px_30px_minmax(88px,116px)_minmax(0,1fr)_54px_46px] @max-[560px]:[&>:nth-child(5)]:hidden';

/** The exchanges of a report, windowed. One tab stop; the open row is named by aria-activedescendant. */
export function ExchangeList({ rows, selected, onSelect, changed, empty }: ExchangeListProps) {
	const id = useId();
	const scroller = useRef<HTMLTableElement>(null);
	const active = rows.findIndex((row) => row.n === selected);
	const virtualizer = useVirtualizer({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		overscan: 8,
		scrollMargin: HEADER_PX,
		scrollPaddingStart: HEADER_PX,
		// What the server renders, before there is an element to measure.
		initialRect: { width: 600, height: 40 * ROW_PX },
	});
	useEffect(() => {
		if (active >= 0) virtualizer.scrollToIndex(active);
	}, [active, virtualizer]);

	function onKeyDown(event: KeyboardEvent) {
		const to = nextIndex(event.key, active, rows.length);
		const row = to === null ? undefined : rows[to];
		if (row === undefined) return;
		event.preventDefault();
		onSelect(row.n);
	}

	return (
		<table
			// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows can be chosen: a grid (APG)
			role="grid"
			aria-label="Exchanges"
			aria-rowcount={rows.length + 1}
			aria-activedescendant={active >= 0 ? `${id}-${rows[active]?.n}` : undefined}
			tabIndex={0}
			onKeyDown={onKeyDown}
			ref={scroller}
			className="@container block min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
		>
			<thead className="sticky top-0 z-[1] block">
				<tr
					aria-rowindex={1}
					className={cx(COLUMNS, 'h-6 border-line border-y bg-bg-1 text-11 text-fg-3 [&>th]:font-medium')}
				>
					<th scope="col">
						<span className="visually-hidden">Verdict</span>
					</th>
					<th scope="col" className="text-right">
						#
					</th>
					<th scope="col" className="text-left">
						Exchange
					</th>
					<th scope="col" className="text-left">
						Result
					</th>
					<th scope="col" className="text-right">
						Recorded
					</th>
					<th scope="col" className="text-right">
						Replay
					</th>
					<th scope="col">
						<span className="visually-hidden">Change</span>
					</th>
				</tr>
			</thead>
			<tbody className="relative block" style={{ height: rows.length === 0 ? undefined : virtualizer.getTotalSize() }}>
				{rows.length === 0 && (
					<tr className="block">
						<td className="block px-4 py-6 text-center text-fg-3">{empty}</td>
					</tr>
				)}
				{virtualizer.getVirtualItems().map((item) => {
					const row = rows[item.index];
					return (
						row && (
							<Row
								key={row.n}
								id={`${id}-${row.n}`}
								row={row}
								index={item.index}
								top={item.start - HEADER_PX}
								selected={item.index === active}
								changed={changed.has(row.n)}
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
	row: ExchangeRow;
	index: number;
	top: number;
	selected: boolean;
	changed: boolean;
	onSelect(n: number): void;
}

function Row({ id, row, index, top, selected, changed, onSelect }: RowProps) {
	const delta = latencyDelta(row);
	// Of a push it is how far from its recorded offset it came.
	const sign = (us: number) => (startedBy(row.kind) === 'server' && us > 0 ? '±' : '');
	const time = (us: number | null) => (us === null ? '—' : sign(us) + formatDuration(us));
	return (
		<tr
			id={id}
			aria-rowindex={index + 2}
			aria-selected={selected}
			data-verdict={row.verdict}
			data-exchange={row.n}
			onClick={() => onSelect(row.n)}
			style={{ transform: `translateY(${top}px)` }}
			className={cx(
				COLUMNS,
				'absolute inset-x-0 h-7 cursor-pointer whitespace-nowrap',
				selected ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-bg-1',
			)}
		>
			<td>
				<VerdictIcon verdict={row.verdict} />
			</td>
			<td className="text-right text-fg-3">{formatCount(row.n)}</td>
			<td className="flex min-w-0 items-center gap-1 font-medium">
				<DirectionArrow sender={startedBy(row.kind)} />
				<span className="truncate" title={row.label}>
					{row.label}
				</span>
			</td>
			<td
				title={row.summary}
				className={cx(
					'truncate text-12',
					row.verdict === 'mismatch' ? 'mono' : 'text-fg-2',
					!row.asserted && 'text-fg-3',
					changed && 'text-accent-t',
				)}
			>
				{changed && <span className="mr-1 font-ui">draft:</span>}
				{row.summary || VERDICT_LOOK[row.verdict].label.toLowerCase()}
			</td>
			<td className="text-right text-12 text-fg-3">{time(row.recordedLatencyUs)}</td>
			<td className="text-right text-12">{time(row.observedLatencyUs)}</td>
			<td className={cx('text-right text-11', isSlow(row) ? 'font-semibold text-warn' : 'text-fg-3')}>
				{delta !== null && `${delta > 0 ? '+' : delta < 0 ? '−' : ''}${Math.abs(delta)} %`}
			</td>
		</tr>
	);
}

function nextIndex(key: string, active: number, length: number): number | null {
	const last = length - 1;
	const page = 20;
	const moves: Record<string, number> = {
		ArrowDown: active + 1,
		j: active + 1,
		ArrowUp: active - 1,
		k: active - 1,
		PageDown: active + page,
		PageUp: active - page,
		Home: 0,
		End: last,
	};
	const to = moves[key];
	return to === undefined || length === 0 ? null : Math.max(0, Math.min(last, to));
}
