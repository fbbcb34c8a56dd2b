'use client';
import { copyText } from '@refrain/ui/base';
import type { FrameRow } from '@refrain/ui/traffic';
import { lazy, Suspense, useEffect } from 'react';
import { ConnectionDetails } from './connection-details.tsx';
import type { FrameDetailsProps } from './frame-details.tsx';
import type { DetailTabs } from './use-detail-tabs.ts';

// Decoders and payload views: fetched once the page stands, before anybody can have selected a frame.
const loadFrameDetails = () => import('./frame-details.tsx');
const FrameDetails = lazy(() => loadFrameDetails().then((module) => ({ default: module.FrameDetails })));
const HttpDetails = lazy(() => import('./http-details.tsx'));

type Passed = Pick<
	FrameDetailsProps,
	| 'project'
	| 'connection'
	| 'mark'
	| 'onMark'
	| 'onClose'
	| 'onGo'
	| 'selectedPath'
	| 'onSelectPath'
	| 'onFilterText'
	| 'foldings'
>;

export interface DetailsPaneProps extends Passed {
	/** Selected frame. */
	row: FrameRow | null;
	/** Selected HTTP exchange. */
	exchange: number | null;
	tabs: DetailTabs;
}

/** The right pane: a frame, an HTTP exchange, or the connection. */
export function DetailsPane(props: DetailsPaneProps) {
	useEffect(() => void loadFrameDetails(), []);
	return (
		<Suspense fallback={null}>
			<Details {...props} />
		</Suspense>
	);
}

function Details({ row, exchange, tabs, ...passed }: DetailsPaneProps) {
	if (exchange !== null) return <HttpDetails connectionId={passed.connection.id} n={exchange} />;
	if (!row) return <ConnectionDetails connection={passed.connection} tab={tabs.connection} onTab={tabs.set} />;
	return (
		<FrameDetails
			{...passed}
			row={row}
			tab={tabs.frame}
			onTab={tabs.set}
			onCopyLink={() => void copyText(location.href, 'Link copied')}
		/>
	);
}
