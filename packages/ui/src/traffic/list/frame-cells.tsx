import { memo } from 'react';
import { cx, DirectionArrow, formatBytes, formatCount, formatDuration, Pill } from '../../base/index.ts';
import { GridCell } from '../grid/grid-cells.tsx';
import { type FrameRow, shownNumber } from '../model.ts';
import { previewParts } from './preview-parts.ts';
import { rowTime, type TimeStyle } from './row-time.ts';

/** Columns of the frame list; Size goes first when it gets narrow, then Latency. */
export const COLUMNS =
	'grid items-center gap-x-2 pr-3 grid-cols-[54px_16px_92px_148px_minmax(0,1fr)_56px_84px] @max-[740px]:grid-cols-[50px_14px_88px_132px_minmax(0,1fr)_72px] @max-[540px]:grid-cols-[44px_14px_88px_108px_minmax(0,1fr)]';

export const HIDE_SIZE = '@max-[740px]:hidden';
export const HIDE_LATENCY = '@max-[540px]:hidden';

export interface FrameCellsProps {
	row: FrameRow;
	timeStyle: TimeStyle;
	openedAtUs: number;
	/** Of the row above, when the style needs it. */
	previousAtUs: number | null;
	/** Texts of the filter. */
	texts: readonly string[];
	/** For how long an answer has been waited for, µs; null when none is expected any more. */
	waitingUs: number | null;
	marked: boolean;
}

/** Cells of one frame. Moving through the list draws two rows anew, not all. */
export const FrameCells = memo(function FrameCells(props: FrameCellsProps) {
	const { row, timeStyle, openedAtUs, previousAtUs, texts, waitingUs, marked } = props;
	const control = isControl(row);
	return (
		<>
			<GridCell className="truncate text-right text-fg-3">
				{marked && <span className="absolute left-1.5 font-semibold text-accent-t">A</span>}
				{formatCount(shownNumber(row.n))}
			</GridCell>
			<GridCell className="flex justify-center">
				<DirectionArrow sender={row.sender} />
			</GridCell>
			<GridCell className="truncate text-fg-2" title={`${row.atUs} µs`} suppressHydrationWarning>
				{rowTime(row.atUs, timeStyle, { openedAtUs, previousAtUs })}
			</GridCell>
			<GridCell className="flex min-w-0 items-center gap-1.5">
				<Kind row={row} control={control} />
			</GridCell>
			<GridCell className={cx('mono truncate text-[11.5px]', control && 'text-fg-3')}>
				{row.preview === '' ? (
					<span className="text-fg-3">{row.payloadBytes === 0 ? 'empty' : ''}</span>
				) : (
					previewParts(row.preview, texts).map((part, at) =>
						part.hit ? (
							// biome-ignore lint/suspicious/noArrayIndexKey: a part is its position
							<mark key={at} className="rounded-[2px] bg-hit text-inherit">
								{part.text}
							</mark>
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: a part is its position
							<span key={at} className={part.key ? 'text-fg-3' : undefined}>
								{part.text}
							</span>
						),
					)
				)}
			</GridCell>
			<GridCell className={cx('truncate text-right text-fg-3', HIDE_SIZE)}>{formatBytes(row.payloadBytes)}</GridCell>
			<GridCell className={cx('truncate text-right', HIDE_LATENCY)}>
				<Latency row={row} waitingUs={waitingUs} />
			</GridCell>
		</>
	);
});

/** The envelope word grey, the name medium: 'next OrderUpdated'. */
function Kind({ row, control }: { row: FrameRow; control: boolean }) {
	if (control)
		return (
			<span className={cx('mono truncate text-11 font-medium uppercase', row.error ? 'text-close' : 'text-fg-3')}>
				{row.kind}
			</span>
		);
	// A shape such as {rate, secs} is one name.
	const space = /^[{[]/.test(row.kind) ? -1 : row.kind.lastIndexOf(' ');
	const [envelope, name] = [row.kind.slice(0, Math.max(0, space)), row.kind.slice(space + 1)];
	return (
		<>
			{envelope && (
				<span className={cx('flex-none', row.error ? 'font-semibold text-fail' : 'text-fg-3')}>{envelope}</span>
			)}
			<span className={cx('truncate font-medium', row.error && 'text-fail')}>{name}</span>
			{row.type === 'binary' && row.kind !== 'binary' && <Pill className="text-bin">binary</Pill>}
			{row.incomplete && <Pill tone="warn">cut off</Pill>}
		</>
	);
}

function Latency({ row, waitingUs }: { row: FrameRow; waitingUs: number | null }) {
	if (row.latencyUs !== null) return <>{(isGuessed(row) ? '~' : '') + formatDuration(row.latencyUs)}</>;
	if (!mayWait(row)) return null;
	return <span className="text-fg-3">{waitingUs === null ? 'no answer' : `waiting ${formatDuration(waitingUs)}`}</span>;
}

export function isControl({ type }: Pick<FrameRow, 'type'>): boolean {
	return type === 'ping' || type === 'pong' || type === 'close';
}

/** A client message that nothing has answered. */
export function mayWait(row: FrameRow): boolean {
	return row.sender === 'client' && !isControl(row) && row.answeredBy === null;
}

/** Paired by order, because the protocol has no message ids. */
export function isGuessed({ pairedBy }: Pick<FrameRow, 'pairedBy'>): boolean {
	return pairedBy === 'latest-on-channel';
}

/** What a row is called: '43,167, server to client, next PlaceOrder, 402 bytes, answers 43,166 after 41.6 ms'. */
export function rowName(row: FrameRow): string {
	const answers =
		row.answers === null || row.latencyUs === null
			? ''
			: `, answers ${formatCount(shownNumber(row.answers))} after ${formatDuration(row.latencyUs)}`;
	const direction = row.sender === 'client' ? 'client to server' : 'server to client';
	return `${formatCount(shownNumber(row.n))}, ${direction}, ${row.kind}, ${row.payloadBytes} bytes${answers}`;
}
