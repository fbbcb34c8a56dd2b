import { Plus } from 'lucide-react';
import { cx, DirectionArrow, formatDuration } from '../base/index.ts';
import { type LaneEvent, type PlacedEvent, placeLanes } from './lane-layout.ts';
import { VERDICT_LOOK } from './verdict-look.ts';

export interface ExchangeLanesProps {
	recorded: readonly LaneEvent[];
	replayed: readonly LaneEvent[];
	/** Position of the open message among the judged ones. */
	selected: number | null;
	onSelect(message: number): void;
}

/** What was recorded and what came, on one time axis aligned at the first message of each. */
export function ExchangeLanes({ recorded, replayed, selected, onSelect }: ExchangeLanesProps) {
	const lanes = placeLanes(recorded, replayed);
	return (
		<div className="flex-none border-line border-y bg-bg-1 px-4 pt-1.5 pb-1">
			<Lane title="Recorded" events={lanes.recorded} side="recorded" selected={selected} onSelect={onSelect} />
			<Lane title="Replay" events={lanes.replayed} side="replayed" selected={selected} onSelect={onSelect} />
			<Axis recorded={lanes.recorded} replayed={lanes.replayed} selected={selected} />
		</div>
	);
}

interface LaneProps {
	title: string;
	events: readonly PlacedEvent[];
	side: 'recorded' | 'replayed';
	selected: number | null;
	onSelect(message: number): void;
}

function Lane({ title, events, side, selected, onSelect }: LaneProps) {
	return (
		<div className="grid h-6 grid-cols-[64px_minmax(0,1fr)] items-center">
			<span className="text-11 text-fg-3">{title}</span>
			<ol
				aria-label={`${title} messages`}
				className="relative h-6 before:absolute before:inset-x-0 before:top-3 before:border-line-2 before:border-t"
			>
				{events.map((event) => (
					<li key={event.key} className="absolute top-0.5" style={{ left: `${event.left}%` }}>
						<EventBox
							event={event}
							side={side}
							selected={event.message !== null && event.message === selected}
							onSelect={onSelect}
						/>
					</li>
				))}
			</ol>
		</div>
	);
}

function EventBox({
	event,
	side,
	selected,
	onSelect,
}: {
	event: PlacedEvent;
	side: LaneProps['side'];
	selected: boolean;
	onSelect(message: number): void;
}) {
	const isGone = side === 'replayed' && event.verdict === 'missing';
	const isBad = side === 'replayed' && event.verdict !== null && !['match', 'ignored'].includes(event.verdict);
	const isNew = event.verdict === 'unexpected';
	const { message } = event;
	const name = `${event.kind}, ${event.verdict === null ? event.sender : VERDICT_LOOK[event.verdict].label}, ${formatDuration(event.offsetUs)}`;
	return (
		<button
			type="button"
			aria-label={name}
			aria-pressed={selected}
			disabled={message === null}
			onClick={() => message !== null && onSelect(message)}
			className={cx(
				'flex h-5 max-w-[168px] items-center gap-[3px] rounded-pill border bg-bg pr-1.5 pl-1 text-11 font-medium whitespace-nowrap',
				isGone && 'border-dashed opacity-80',
				isBad && !isNew && 'border-fail',
				isNew && 'border-new',
				!isBad && (selected ? 'border-accent' : 'border-line-2'),
				selected && (isBad ? 'ring-1 ring-fail' : 'ring-1 ring-accent'),
				event.sender === 'client' ? 'text-up' : 'text-dn',
			)}
		>
			{isNew ? (
				<Plus aria-hidden="true" size={11} className="text-new" />
			) : (
				<DirectionArrow sender={event.sender} size={11} />
			)}
			<span className={cx('truncate', isGone && 'line-through')}>{event.kind}</span>
		</button>
	);
}

function Axis({
	recorded,
	replayed,
	selected,
}: Pick<ExchangeLanesProps, 'selected'> & { recorded: readonly PlacedEvent[]; replayed: readonly PlacedEvent[] }) {
	const before = recorded.find(({ message }) => message !== null && message === selected);
	const after = replayed.find(({ message }) => message !== null && message === selected);
	const difference = before && after && after.verdict !== 'missing' ? after.offsetUs - before.offsetUs : null;
	return (
		<div aria-hidden="true" className="grid h-4 grid-cols-[64px_minmax(0,1fr)] text-11 text-fg-3">
			<span />
			<div className="relative h-4">
				{before && (
					<span className="absolute whitespace-nowrap" style={{ left: `${before.left}%` }}>
						+{formatDuration(before.offsetUs)}
						{difference !== null && Math.abs(difference) >= 1000 && (
							<span className="ml-3">
								{formatDuration(Math.abs(difference))} {difference > 0 ? 'later' : 'earlier'}
							</span>
						)}
					</span>
				)}
				{!before && after && (
					<span className="absolute whitespace-nowrap" style={{ left: `${after.left}%` }}>
						+{formatDuration(after.offsetUs)}, not in the recording
					</span>
				)}
			</div>
		</div>
	);
}
