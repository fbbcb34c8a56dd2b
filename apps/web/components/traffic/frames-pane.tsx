'use client';
import { Button, EmptyState, formatCount, InlineNotice, PaneHeader, Pill } from '@refrain/ui/base';
import { FrameList, type GridHandle, TIME_STYLES, type TimeStyle } from '@refrain/ui/traffic';
import { Camera, Play } from 'lucide-react';
import type { RefObject } from 'react';
import type { TreeConnection } from './use-connections.ts';
import type { Follow } from './use-follow.ts';
import type { ShownRows } from './use-row-source.ts';
import type { Selection } from './use-selection.ts';

export interface FramesPaneProps {
	connection: TreeConnection;
	rows: ShownRows;
	selection: Selection;
	follow: Follow;
	markedN: number | null;
	texts: readonly string[];
	timeStyle: TimeStyle;
	onTimeStyle(style: TimeStyle): void;
	onSnapshot(): void;
	onReplay(): void;
	onClearFilter(): void;
	onClearBrush: (() => void) | null;
	grid: RefObject<GridHandle | null>;
}

/** The middle pane: the frames of a connection. */
export function FramesPane(props: FramesPaneProps) {
	const { connection, rows, selection, follow } = props;
	const { source } = rows;
	const ends = [connection.host, connection.serverAddress].filter(Boolean).join(' → ');
	const empty = source.total === 0 && source.complete && source.error === null;
	return (
		<section aria-label="Frames" className="flex min-h-0 min-w-0 flex-1 flex-col">
			<PaneHeader>
				<h2 className="mono truncate text-12 font-semibold">{connection.path}</h2>
				{connection.subprotocol && <Pill>{connection.subprotocol}</Pill>}
				<span className="min-w-0 flex-1 truncate text-fg-3">{ends}</span>
				<Button size="sm" icon={Camera} shortcut="s" onClick={props.onSnapshot}>
					Snapshot
				</Button>
				<Button size="sm" variant="primary" icon={Play} onClick={props.onReplay}>
					Replay…
				</Button>
			</PaneHeader>
			{source.error !== null && (
				<InlineNotice
					actions={
						<Button size="sm" variant="ghost" onClick={() => source.retry()}>
							Try again
						</Button>
					}
				>
					{source.error}
				</InlineNotice>
			)}
			<MissingFrame {...props} />
			{empty ? (
				<Nothing {...props} />
			) : (
				<FrameList
					ref={props.grid}
					source={source}
					contentKey={rows.contentKey}
					openedAtUs={connection.openedAtUs}
					live={connection.closedAtUs === null}
					activeIndex={selection.index}
					selected={selection.row}
					markedN={props.markedN}
					texts={props.texts}
					timeStyle={props.timeStyle}
					onTimeStyle={() => props.onTimeStyle(nextStyle(props.timeStyle))}
					follow={follow.on}
					onFollowChange={follow.set}
					unseen={follow.unseen}
					onSelect={selection.selectIndex}
				/>
			)}
		</section>
	);
}

function nextStyle(style: TimeStyle): TimeStyle {
	return TIME_STYLES[(TIME_STYLES.indexOf(style) + 1) % TIME_STYLES.length] ?? 'abs';
}

function MissingFrame({ selection, rows, connection }: FramesPaneProps) {
	if (selection.n === null || selection.n < connection.stat.rows || selection.n < rows.source.total) return null;
	return (
		<InlineNotice tone="warn">
			Frame {formatCount(selection.n + 1)} is not in this connection (last is {formatCount(connection.stat.rows)}).
		</InlineNotice>
	);
}

function Nothing({ rows, connection, onClearFilter, onClearBrush }: FramesPaneProps) {
	if (rows.filtered)
		return (
			<EmptyState
				title="No frame matches."
				actions={
					<>
						<Button onClick={onClearFilter}>Clear the filter</Button>
						{onClearBrush && <Button onClick={onClearBrush}>Show all time</Button>}
					</>
				}
			>
				{onClearBrush
					? 'The filter and the brushed time leave nothing over.'
					: 'No frame of this connection satisfies the filter.'}
			</EmptyState>
		);
	if (onClearBrush)
		return (
			<EmptyState
				title="No frames in the brushed time."
				actions={<Button onClick={onClearBrush}>Show all time</Button>}
			/>
		);
	if (!connection.accepted && connection.status !== null)
		return (
			<EmptyState title={`The server refused the upgrade with ${connection.status}.`}>
				There are no frames. The answer with its body is under Handshake.
			</EmptyState>
		);
	return (
		<EmptyState title={connection.closedAtUs === null ? 'No frame yet.' : 'No frame crossed this connection.'}>
			{connection.closedAtUs === null && 'Frames appear here as they pass.'}
		</EmptyState>
	);
}
