'use client';
import { copyText, EmptyState, formatCount, InlineNotice, LinkButton, PaneHeader, Splitter } from '@refrain/ui/base';
import { ShellStatus } from '@refrain/ui/shell';
import {
	type FilterBarHandle,
	type FrameRow,
	type GridHandle,
	parseFilter,
	rowQuery,
	type Span,
	shownNumber,
} from '@refrain/ui/traffic';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { ConnectionsPane } from './connections-pane.tsx';
import { DetailsPane } from './details-pane.tsx';
import { FilterRow } from './filter-row.tsx';
import { FramesPane } from './frames-pane.tsx';
import { HttpList } from './http-list.tsx';
import { TimelineBar } from './timeline-bar.tsx';
import { type Tree, useShownConnection, useTree, useTreeInRange } from './use-connections.ts';
import { useDetailTabs } from './use-detail-tabs.ts';
import { useFoldings } from './use-foldings.ts';
import { useFollow } from './use-follow.ts';
import { usePanes } from './use-panes.ts';
import { useRowSource } from './use-row-source.ts';
import { useSelection } from './use-selection.ts';
import { useStickyRow } from './use-sticky-row.ts';
import { useTitle } from './use-title.ts';
import { useTrafficActions } from './use-traffic-actions.ts';
import { useTrafficKeys } from './use-traffic-keys.ts';
import { useTrafficParams } from './use-traffic-params.ts';

const SnapshotFlow = lazy(() => import('./snapshot-flow.tsx'));

export interface TrafficPageProps {
	project: string;
	/** Given: only this connection, without the left pane. */
	connectionId?: string;
	initial: {
		tree: Tree;
		/** First rows of the connection that is shown at first. */
		frames: { connectionId: string; rows: FrameRow[] } | null;
	};
}

/** The traffic viewer: connections, frames, details; one filter and one brush above them. */
export function TrafficPage({ project, connectionId, initial }: TrafficPageProps) {
	const { params, set } = useTrafficParams();
	const tree = useTree(initial.tree);
	const inRange = useTreeInRange(tree.data, params.r);
	const { connection, unknown } = useShownConnection(inRange, connectionId ?? params.c);
	const parsed = useMemo(() => parseFilter(params.q), [params.q]);
	const terms = useMemo(() => (parsed.ok ? parsed.terms : []), [parsed]);
	const texts = useMemo(
		() => terms.flatMap(({ key, negated, values }) => (key === 'text' && !negated ? values : [])),
		[terms],
	);
	const query = useMemo(() => rowQuery(terms), [terms]);
	const rows = useRowSource({ connection, query, brush: params.t, seed: initial.frames });
	const follow = useFollow({
		connectionId: connection?.id ?? null,
		possible: connection !== null && connection.closedAtUs === null && params.t === null,
		wanted: params.live && params.f === null,
		rows,
		setParams: set,
	});
	const selection = useSelection({ params, setParams: set, rows, follow });
	const row = useStickyRow(connection?.id ?? null, selection.n, selection.row);
	const tabs = useDetailTabs({ params, setParams: set, frame: selection.n !== null });
	const foldings = useFoldings();
	const panes = usePanes();
	const grid = useRef<GridHandle>(null);
	const bar = useRef<FilterBarHandle>(null);
	const [dialog, setDialog] = useState<'snapshot' | 'replay' | null>(null);
	const mark = params.a && { connectionId: params.a.connectionId, n: params.a.number - 1 };
	const actions = useTrafficActions({ project, connection, row, terms, mark, selection, follow, tabs, setParams: set });
	useTrafficKeys({
		grid,
		rows,
		selection,
		follow,
		focusFilter: () => bar.current?.focus(),
		goToPair: actions.goToPair,
		goToSameKind: actions.goToSameKind,
		mark: actions.toggleMark,
		diff: actions.diff,
		tab: tabs.setPosition,
		snapshot: () => connection && setDialog('snapshot'),
		replay: () => connection && setDialog('replay'),
		copyPayload: () => document.querySelector<HTMLElement>('[aria-label="Copy payload"]')?.click(),
		copyLink: () => void copyText(location.href, 'Link copied'),
		toggleTimeline: panes.timeline.toggle,
		toggleConnections: panes.left.toggle,
		toggleDetails: panes.right.toggle,
		escape: () => (selection.n !== null ? selection.clear() : params.t && actions.setBrush(null)),
	});
	useTitle(connection?.path ?? null, row);

	if (!connection) return <NoTraffic any={tree.data.connections.length > 0} onAll={() => void set({ r: 'all' })} />;
	const isHttp = connection.kind === 'http';
	const showsLeft = panes.left.shown && connectionId === undefined;
	return (
		<div className="flex min-h-0 flex-1 flex-col" data-page-state={tree.error ? 'error' : 'ready'}>
			<h1 className="visually-hidden">Traffic</h1>
			<FilterRow
				bar={bar}
				range={params.r}
				onRange={(r) => void set({ r }, { history: 'push' })}
				filter={params.q}
				onFilter={actions.setFilter}
				count={isHttp ? '' : countText(rows.source, { filtered: rows.filtered, all: connection.stat.rows })}
				kinds={rows.kinds}
				follow={follow}
				notLive={whyNotLive(connection.closedAtUs, params.t)}
				onLeaveFilter={() => grid.current?.focus()}
			/>
			{panes.timeline.shown && connection.kind === 'websocket' && (
				<TimelineBar connection={connection} brush={params.t} onBrush={actions.setBrush} />
			)}
			{(!panes.timeline.shown || connection.kind === 'http') && <div className="border-t border-line" />}
			{tree.error && <InlineNotice>Could not load the connections: {tree.error.message}</InlineNotice>}
			{unknown && (
				<InlineNotice tone="warn">
					The connection of the link is not here. It may have been deleted, or lie outside the time range.
				</InlineNotice>
			)}
			<div className="flex min-h-0 flex-1">
				{showsLeft && (
					<>
						<div className="flex min-h-0 flex-none flex-col" style={{ width: panes.left.width }}>
							<ConnectionsPane
								tree={inRange}
								total={tree.data.connections.length}
								selected={isHttp && params.x !== null ? `${connection.id}:${params.x - 1}` : connection.id}
								onSelectConnection={actions.selectConnection}
								onSelectExchange={actions.selectExchange}
							/>
						</div>
						<Splitter
							label="Width of the connections pane"
							side="left"
							value={panes.left.width}
							{...panes.left}
							onChange={panes.left.setWidth}
						/>
					</>
				)}
				{isHttp ? (
					<section aria-label="HTTP exchanges" className="flex min-h-0 min-w-0 flex-1 flex-col">
						<PaneHeader>
							<h2 className="font-semibold">HTTP connection</h2>
							<span className="truncate text-fg-3">
								{[connection.host, connection.serverAddress].filter(Boolean).join(' → ')}
							</span>
						</PaneHeader>
						<HttpList
							connectionId={connection.id}
							selected={params.x === null ? null : params.x - 1}
							onSelect={(n) => void set({ x: shownNumber(n) })}
						/>
					</section>
				) : (
					<FramesPane
						grid={grid}
						connection={connection}
						rows={rows}
						selection={selection}
						follow={follow}
						markedN={mark?.connectionId === connection.id ? mark.n : null}
						texts={texts}
						timeStyle={params.ts}
						onTimeStyle={(ts) => void set({ ts })}
						onSnapshot={() => setDialog('snapshot')}
						onReplay={() => setDialog('replay')}
						onClearFilter={() => actions.setFilter('')}
						onClearBrush={params.t ? () => actions.setBrush(null) : null}
					/>
				)}
				{panes.right.shown && (
					<>
						<Splitter
							label="Width of the details pane"
							side="right"
							value={panes.right.width}
							{...panes.right}
							onChange={panes.right.setWidth}
						/>
						<div className="flex min-h-0 flex-none flex-col" style={{ width: panes.right.width }}>
							<DetailsPane
								project={project}
								connection={connection}
								row={row}
								exchange={isHttp && params.x !== null ? params.x - 1 : null}
								tabs={tabs}
								mark={mark}
								onMark={actions.toggleMark}
								onClose={selection.clear}
								onGo={actions.goTo}
								selectedPath={params.p}
								onSelectPath={(p) => void set({ p })}
								onFilterText={actions.filterText}
								foldings={foldings}
							/>
						</div>
					</>
				)}
			</div>
			<ShellStatus
				keys={[
					['J K', 'move'],
					['/', 'filter'],
					['P', 'pair'],
					['D', 'diff'],
					['S', 'snapshot'],
				]}
			/>
			{dialog !== null && (
				<Suspense fallback={null}>
					<SnapshotFlow
						project={project}
						tree={tree.data}
						connection={connection}
						brush={params.t}
						intent={dialog}
						onClose={() => setDialog(null)}
					/>
				</Suspense>
			)}
		</div>
	);
}

function NoTraffic({ any, onAll }: { any: boolean; onAll(): void }) {
	if (any)
		return (
			<EmptyState
				title="No connection in this range."
				actions={
					<button type="button" className="text-accent-t hover:underline" onClick={onAll}>
						Show all time
					</button>
				}
			/>
		);
	return (
		<EmptyState
			title="No traffic yet."
			actions={<LinkButton href="/welcome">Start the demo, or capture your own app</LinkButton>}
		/>
	);
}

function countText(
	{ total, complete }: { total: number; complete: boolean },
	{ filtered, all }: { filtered: boolean; all: number },
): string {
	if (!filtered) return `${formatCount(total)} frames`;
	if (complete) return `${formatCount(total)} of ${formatCount(all)} frames`;
	return `${formatCount(total)}+ of ${formatCount(all)} frames, still searching`;
}

function whyNotLive(closedAtUs: number | null, brush: Span | null): string | null {
	if (closedAtUs !== null) return 'The connection is closed: nothing new will come';
	return brush ? 'The brushed time is over: clear the brush to follow' : null;
}
