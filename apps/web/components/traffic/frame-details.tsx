'use client';
import { decodeMessage } from '@refrain/traffic';
import { InlineNotice, type TabItem, Tabs } from '@refrain/ui/base';
import type { Folding } from '@refrain/ui/payload';
import {
	AnswerCard,
	BytesTab,
	ExchangeTab,
	type FrameDetail,
	FrameHeader,
	type FrameRow,
	PayloadTab,
	TimingTab,
} from '@refrain/ui/traffic';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTRPC } from '../trpc.ts';
import type { TreeConnection } from './use-connections.ts';
import type { FrameTab } from './use-detail-tabs.ts';
import { useFrameDetail, useRow } from './use-frame-detail.ts';

const FrameComparison = lazy(() => import('./frame-comparison.tsx'));

export interface FrameDetailsProps {
	project: string;
	connection: TreeConnection;
	row: FrameRow;
	tab: FrameTab;
	onTab(tab: FrameTab): void;
	/** Marked for comparison. */
	mark: { connectionId: string; n: number } | null;
	onMark(): void;
	onCopyLink(): void;
	onClose(): void;
	onGo(n: number): void;
	selectedPath: string | null;
	onSelectPath(path: string): void;
	onFilterText(text: string): void;
	/** Kept here, so that all frames of a kind are folded alike. */
	foldings: FoldingStore;
}

export interface FoldingStore {
	get(kind: string): Folding;
	set(kind: string, folding: Folding): void;
}

/** The right pane with a frame selected. */
export function FrameDetails(props: FrameDetailsProps) {
	const { connection, row, tab, onTab, mark, onGo } = props;
	const detail = useFrameDetail(connection.id, row.n);
	const partner = useRow(connection.id, row.answers ?? row.answeredBy);
	const items: TabItem<FrameTab>[] = [
		{ value: 'payload', label: 'Payload' },
		{ value: 'diff', label: 'Diff' },
		{ value: 'exchange', label: 'Exchange' },
		{ value: 'bytes', label: 'Bytes' },
		{ value: 'timing', label: 'Timing' },
	];
	return (
		<section aria-label="Frame details" className="flex min-h-0 flex-1 flex-col">
			<FrameHeader
				row={row}
				marked={mark?.connectionId === connection.id && mark.n === row.n}
				onMark={props.onMark}
				onCopyLink={props.onCopyLink}
				onClose={props.onClose}
			/>
			<Tabs
				label="Frame details"
				items={items}
				value={tab}
				onChange={onTab}
				panelClassName="flex min-h-0 flex-1 flex-col"
			>
				{detail.error && <InlineNotice>Could not load this frame: {detail.error.message}</InlineNotice>}
				{tab === 'payload' && <AnswerCard row={row} partner={partner} onGo={onGo} />}
				{detail.frame && <TabPanel {...props} frame={detail.frame} onLoadMore={detail.loadMore} />}
			</Tabs>
		</section>
	);
}

function TabPanel(props: FrameDetailsProps & { frame: FrameDetail; onLoadMore: (() => void) | null }) {
	const { connection, row, tab, mark, onGo, frame, onLoadMore, foldings } = props;
	const decoded = useMemo(
		() => decodeMessage(frame, { path: connection.path, subprotocol: connection.subprotocol }),
		[frame, connection.path, connection.subprotocol],
	);
	if (tab === 'payload')
		return (
			<PayloadTab
				frame={frame}
				decoded={decoded}
				folding={foldings.get(row.kind)}
				onFolding={(folding) => foldings.set(row.kind, folding)}
				selectedPath={props.selectedPath}
				onSelectPath={props.onSelectPath}
				onFilterText={props.onFilterText}
				onLoadMore={onLoadMore}
				downloadHref={`/api/payload/${connection.id}/${frame.n}`}
			/>
		);
	if (tab === 'diff')
		return (
			<Suspense fallback={null}>
				<FrameComparison project={props.project} connection={connection} row={row} mark={mark} />
			</Suspense>
		);
	if (tab === 'exchange') return <Exchange connectionId={connection.id} n={row.n} onGo={onGo} />;
	if (tab === 'bytes') return <BytesTab frame={frame} />;
	return <Timing connection={connection} frame={frame} />;
}

function Exchange({ connectionId, n, onGo }: { connectionId: string; n: number; onGo(n: number): void }) {
	const trpc = useTRPC();
	const query = useQuery(
		trpc.traffic.exchange.queryOptions({ connectionId, n }, { placeholderData: keepPreviousData, staleTime: 1_000 }),
	);
	if (query.error) return <InlineNotice>Could not load the exchange: {query.error.message}</InlineNotice>;
	return query.data ? <ExchangeTab {...query.data} currentN={n} onGo={onGo} /> : null;
}

function Timing({ connection, frame }: { connection: TreeConnection; frame: FrameDetail }) {
	const trpc = useTRPC();
	const { data } = useQuery(trpc.traffic.connection.queryOptions({ id: connection.id }));
	const previous = useRow(connection.id, frame.n === 0 ? null : frame.n - 1);
	return (
		<TimingTab
			frame={frame}
			openedAtUs={connection.openedAtUs}
			handshakeAtUs={data?.handshake?.responseAtUs ?? null}
			previous={previous}
		/>
	);
}
