'use client';
import type { SetTrafficParams, TrafficParams } from './use-traffic-params.ts';

const FRAME_TABS = ['payload', 'diff', 'exchange', 'bytes', 'timing'] as const;
export type FrameTab = (typeof FRAME_TABS)[number];
const CONNECTION_TABS = ['overview', 'handshake', 'timing'] as const;
export type ConnectionTab = (typeof CONNECTION_TABS)[number];

export interface DetailTabs {
	frame: FrameTab;
	connection: ConnectionTab;
	set(tab: FrameTab | ConnectionTab): void;
	/** By position among those that are shown. */
	setPosition(position: number): void;
}

/** Which tab of the right pane is open; the first of what is shown unless the address says otherwise. */
export function useDetailTabs(options: {
	params: TrafficParams;
	setParams: SetTrafficParams;
	/** A frame is selected, so its tabs are shown. */
	frame: boolean;
}): DetailTabs {
	const { params, setParams, frame } = options;
	const shown: readonly (FrameTab | ConnectionTab)[] = frame ? FRAME_TABS : CONNECTION_TABS;
	const set = (tab: FrameTab | ConnectionTab) =>
		void setParams({ tab: tab === shown[0] ? null : tab }, { history: 'push' });
	return {
		frame: FRAME_TABS.find((tab) => tab === params.tab) ?? 'payload',
		connection: CONNECTION_TABS.find((tab) => tab === params.tab) ?? 'overview',
		set,
		setPosition: (position) => {
			const tab = shown[position];
			if (tab) set(tab);
		},
	};
}
