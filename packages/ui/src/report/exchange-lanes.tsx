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
				isGone && 'border-dashed',
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
	const isThere = after !== undefined && after.verdict !== 'missing';
	return (
		<div className="grid h-4 grid-cols-[64px_minmax(0,1fr)] text-11 text-fg-3">
			<span />
			<p className="relative h-4 whitespace-nowrap">
				<span className="absolute" style={{ left: `${(before ?? after)?.left ?? 0}%` }}>
					{before && `recorded at +${formatDuration(before.sinceOpenUs)}`}
					{before && isThere && `, ${shift(before, after)}`}
					{!before && isThere && `came at +${formatDuration(after.sinceOpenUs)}, not in the recording`}
				</span>
			</p>
		</div>
	);
}

/** How much later than recorded it came: after its request, or, of a push, after the connection opened. */
function shift(before: PlacedEvent, after: PlacedEvent): string {
	const isFirst = before.offsetUs === 0 && after.offsetUs === 0;
	const us = isFirst ? after.sinceOpenUs - before.sinceOpenUs : after.offsetUs - before.offsetUs;
	if (Math.abs(us) < 50) return 'at the same time in the replay';
	return `${formatDuration(Math.abs(us))} ${us > 0 ? 'later' : 'earlier'} in the replay`;
}
