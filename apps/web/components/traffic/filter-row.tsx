'use client';
import { Button, Dot } from '@refrain/ui/base';
import { MenuButton } from '@refrain/ui/overlays';
import { FilterBar, type FilterBarHandle } from '@refrain/ui/traffic';
import { RANGES, type TrafficRange } from '@refrain/ui/url';
import { Clock } from 'lucide-react';
import type { RefObject } from 'react';
import type { Follow } from './use-follow.ts';

export interface FilterRowProps {
	range: TrafficRange;
	onRange(range: TrafficRange): void;
	filter: string;
	onFilter(filter: string): void;
	count: string;
	kinds: readonly string[];
	follow: Follow;
	/** Why the end cannot be followed; null when it can. */
	notLive: string | null;
	onLeaveFilter(): void;
	bar: RefObject<FilterBarHandle | null>;
}

const RANGE_LABELS: Record<TrafficRange, string> = {
	all: 'All time',
	'15m': 'Last 15 min',
	'1h': 'Last hour',
	'24h': 'Last 24 hours',
};

/** Range, filter and the Live switch. */
export function FilterRow(props: FilterRowProps) {
	const { range, onRange, follow, notLive } = props;
	return (
		<div className="flex h-11 flex-none items-center gap-2 px-3">
			<MenuButton
				label="Time range"
				icon={Clock}
				size="md"
				entries={RANGES.map((one) => ({ label: RANGE_LABELS[one], checked: one === range, run: () => onRange(one) }))}
			>
				{RANGE_LABELS[range]}
			</MenuButton>
			<FilterBar
				ref={props.bar}
				value={props.filter}
				onChange={props.onFilter}
				count={props.count}
				kinds={props.kinds}
				onLeave={props.onLeaveFilter}
			/>
			<span aria-hidden="true" className="h-5 w-px flex-none bg-line" />
			<Button
				aria-pressed={follow.on}
				aria-keyshortcuts="L"
				data-tip={notLive ?? (follow.on ? 'New frames stay in sight' : 'Go to the newest frame and stay there')}
				data-tip-key={notLive ? undefined : '⇧L'}
				aria-disabled={notLive !== null}
				onClick={() => notLive === null && follow.set(!follow.on)}
				className={
					notLive === null
						? 'aria-pressed:border-pass aria-pressed:bg-pass-bg aria-pressed:text-pass'
						: 'cursor-default text-fg-3'
				}
			>
				<Dot state={follow.on ? 'live' : 'off'} />
				{notLive === null ? 'Live' : 'Live off'}
			</Button>
		</div>
	);
}
