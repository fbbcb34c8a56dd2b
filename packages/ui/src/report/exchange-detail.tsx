'use client';
import type { Difference } from '@refrain/assertions';
import { ChevronDown, ChevronUp, EyeOff, Link2, Pencil } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import { Button, Checkbox, EmptyState, formatClock, IconButton, Segmented } from '../base/index.ts';
import { type Coverage, type FieldRow, FieldTable, fieldRows, JsonTextDiff } from '../diff/index.ts';
import { BytesDiff } from './bytes-diff.tsx';
import {
	countFields,
	type ExchangeDetailData,
	firstInteresting,
	type JudgedMessage,
	messageSentence,
} from './exchange-detail-data.ts';
import { ExchangeLanes } from './exchange-lanes.tsx';
import { startedBy } from './exchange-row.ts';
import { VerdictPill } from './verdict-pill.tsx';

export type DetailView = 'fields' | 'text' | 'bytes';

export interface ExchangeDetailProps {
	data: ExchangeDetailData;
	/** Place among the failed exchanges, from 1; null when this one did not fail. */
	failedPlace: number | null;
	failedTotal: number;
	/** Goes to the next (1) or previous (-1) failed exchange. */
	onFailed(step: 1 | -1): void;
	view: DetailView;
	onlyDifferences: boolean;
	showIgnored: boolean;
	selectedPath: string | null;
	onChange(
		change: Partial<{ view: DetailView; onlyDifferences: boolean; showIgnored: boolean; path: string | null }>,
	): void;
	/** The draft rule that covers a difference, in words; null when none does. */
	draftFor(difference: Difference, message: JudgedMessage): string | null;
	/** What a rule of the report says: its reason, or its check in words. */
	ruleText(ruleId: string): string;
	/** Absent where nothing can be ignored (a report that is not finished). */
	ignore?: (open: OpenIgnore) => ReactNode;
	replayName: string;
}

export interface OpenIgnore {
	difference: Difference;
	message: JudgedMessage;
	anchor: RefObject<Element | null>;
	onClose(): void;
}

/** One exchange: lanes, and the open message field by field, as text or as bytes. */
export function ExchangeDetail(props: ExchangeDetailProps) {
	const { data } = props;
	const [picked, setPicked] = useState<{ exchange: number; message: number } | null>(null);
	const at = picked?.exchange === data.result.n ? picked.message : firstInteresting(data.messages);
	const message = data.messages[at];
	return (
		<section aria-label={`Exchange ${data.result.n}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
			<Header {...props} />
			{data.recorded.length + data.replayed.length > 0 ? (
				<ExchangeLanes
					recorded={data.recorded}
					replayed={data.replayed}
					selected={at}
					onSelect={(index) => setPicked({ exchange: data.result.n, message: index })}
				/>
			) : (
				<div className="flex-none border-line border-t" />
			)}
			{message ? (
				<MessageDiff key={`${data.result.n}-${at}`} {...props} message={message} />
			) : (
				<EmptyState title={data.result.summary} />
			)}
		</section>
	);
}

function Header({ data, failedPlace, failedTotal, onFailed }: ExchangeDetailProps) {
	const { result } = data;
	return (
		<div className="flex h-11 flex-none items-center gap-2 pr-3 pl-4 whitespace-nowrap">
			<VerdictPill verdict={result.verdict} />
			<h2 className="truncate text-[14px] font-semibold">
				Exchange {result.n} · {result.label}
			</h2>
			<span className="truncate text-fg-3">
				{startedBy(result.kind) === 'client' ? 'started by the client' : 'pushed by the server'}
				{result.channel && (
					<>
						{' '}
						on <span className="mono text-12">{result.channel}</span>
					</>
				)}
			</span>
			<span className="flex-1" />
			{failedTotal > 0 && (
				<span className="text-fg-3">
					{failedPlace === null ? `${failedTotal} failed` : `${failedPlace} of ${failedTotal} failed`}
				</span>
			)}
			<IconButton
				label="Previous failed exchange"
				shortcut="Shift+K"
				variant="default"
				icon={ChevronUp}
				disabled={failedTotal === 0}
				onClick={() => onFailed(-1)}
			/>
			<IconButton
				label="Next failed exchange"
				shortcut="Shift+J"
				variant="default"
				icon={ChevronDown}
				disabled={failedTotal === 0}
				onClick={() => onFailed(1)}
			/>
		</div>
	);
}

function MessageDiff(props: ExchangeDetailProps & { message: JudgedMessage }) {
	const { message, view, onlyDifferences, showIgnored, onChange } = props;
	if (hasNothingToShow(message))
		return <EmptyState title={sentence(message.result.reason || 'everything that is compared matches')} />;
	const fields = countFields(message.expected?.value ?? message.observed?.value);
	return (
		<>
			<div className="flex h-10 flex-none items-center gap-3 pr-3 pl-4 text-12">
				<Segmented
					label="Diff view"
					items={[
						{ value: 'fields', label: 'Fields' },
						{ value: 'text', label: 'Text' },
						{ value: 'bytes', label: 'Bytes' },
					]}
					value={view}
					onChange={(next) => onChange({ view: next })}
				/>
				<span className="min-w-0 flex-1 truncate text-fg-2">{messageSentence(message, fields)}</span>
				{view === 'fields' && (
					<>
						<Checkbox
							label="Only differences"
							checked={onlyDifferences}
							onChange={(next) => onChange({ onlyDifferences: next })}
							className="leading-5 text-fg-2"
						/>
						<Checkbox
							label="Show ignored"
							checked={showIgnored}
							onChange={(next) => onChange({ showIgnored: next })}
							className="leading-5 text-fg-2"
						/>
					</>
				)}
			</div>
			{view === 'fields' && <Fields {...props} />}
			{view === 'text' && (
				<JsonTextDiff
					label="Expected and actual payload"
					original={message.expected?.value}
					modified={message.observed?.value}
				/>
			)}
			{view === 'bytes' && <BytesDiff expected={message.expected} observed={message.observed} />}
		</>
	);
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A handshake, an HTTP exchange or a close that matches, or that never came: it has no payload. */
function hasNothingToShow({ expected, observed, result }: JudgedMessage): boolean {
	return expected === null && observed === null && result.differences.length === 0;
}

function Fields(props: ExchangeDetailProps & { message: JudgedMessage }) {
	const { message, onlyDifferences, showIgnored, selectedPath, onChange, draftFor, ruleText, ignore, replayName } =
		props;
	const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
	const [ignoring, setIgnoring] = useState<Difference | null>(null);
	const anchor = useRef<Element | null>(null);
	const coverage = (difference: Difference): Coverage => {
		if (difference.ruleId !== null) return 'ignored';
		return draftFor(difference, message) === null ? 'none' : 'draft';
	};
	const rows = useMemo(
		() =>
			fieldRows({
				expected: message.expected?.value,
				observed: message.observed?.value,
				differences: message.result.differences,
				toggled,
				onlyDifferences,
				showIgnored,
			}),
		[message, toggled, onlyDifferences, showIgnored],
	);
	const openIgnore = (row: FieldRow) => {
		if (ignore === undefined || row.difference === null || coverage(row.difference) !== 'none') return false;
		anchor.current = document.querySelector(`[data-path="${CSS.escape(row.path)}"] td:last-child`);
		onChange({ path: row.path });
		setIgnoring(row.difference);
		return true;
	};
	const onKey = (event: KeyboardEvent, row: FieldRow) => {
		if (event.key === 'i') return openIgnore(row);
		return false;
	};
	return (
		<>
			<FieldTable
				label="Field differences"
				rows={rows}
				sides={{
					expected: {
						title: 'Expected',
						note: message.expected ? `captured ${formatClock(message.expected.atUs)}` : undefined,
					},
					observed: { title: 'Actual', note: message.observed ? replayName : undefined },
				}}
				coverage={(row) => (row.difference === null ? 'none' : coverage(row.difference))}
				selected={selectedPath}
				onSelect={(path) => onChange({ path })}
				onToggle={(path, expanded) => setToggled(new Map(toggled).set(path, expanded))}
				onKey={onKey}
				empty={onlyDifferences ? 'No field differs.' : message.result.reason}
				rule={{
					title: 'Rule',
					cell: (row) => (
						<RuleCell
							row={row}
							draft={row.difference && draftFor(row.difference, message)}
							ruleText={ruleText}
							onIgnore={ignore && row.difference?.path === row.path ? () => openIgnore(row) : undefined}
						/>
					),
				}}
			/>
			{ignoring && ignore?.({ difference: ignoring, message, anchor, onClose: () => setIgnoring(null) })}
		</>
	);
}

function RuleCell({
	row,
	draft,
	ruleText,
	onIgnore,
}: {
	row: FieldRow;
	draft: string | null;
	ruleText: (ruleId: string) => string;
	onIgnore: (() => void) | undefined;
}) {
	const { difference, inside } = row;
	if (difference === null) {
		if (inside.open > 0)
			return (
				<span className="text-12 text-fail">{inside.open === 1 ? '1 difference' : `${inside.open} differences`}</span>
			);
		return inside.ignored > 0 ? <span className="text-12 text-fg-3">{inside.ignored} ignored</span> : null;
	}
	if (difference.ruleId !== null) {
		const text = ruleText(difference.ruleId);
		const Icon = text.startsWith('follows') ? Link2 : EyeOff;
		return (
			<span className="flex min-w-0 items-center gap-1 text-12 text-fg-3" title={text}>
				<Icon aria-hidden="true" size={12} className="flex-none" />
				<span className="truncate">{text}</span>
			</span>
		);
	}
	if (draft !== null)
		return (
			<span className="flex min-w-0 items-center gap-1 text-12 text-accent-t">
				<Pencil aria-hidden="true" size={12} className="flex-none" />
				<span className="truncate">draft: {draft}</span>
			</span>
		);
	if (onIgnore === undefined) return null;
	return (
		<Button
			size="sm"
			icon={EyeOff}
			aria-keyshortcuts="i"
			aria-label={`Ignore ${row.path}`}
			onClick={(event) => {
				event.stopPropagation();
				onIgnore();
			}}
			className="border-[color-mix(in_srgb,var(--accent)_45%,transparent)]! text-accent-t!"
		>
			Ignore
		</Button>
	);
}
