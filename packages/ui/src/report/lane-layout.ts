import type { Verdict } from '@refrain/assertions';
import type { Sender } from '@refrain/traffic';

/** A message on a lane. */
export interface LaneEvent {
	key: string;
	sender: Sender;
	kind: string;
	/** Microseconds since the first message of the exchange on this side. */
	offsetUs: number;
	/** Microseconds since the connection opened. */
	sinceOpenUs: number;
	/** Of messages that were judged. */
	verdict: Verdict | null;
	/** Position among the judged messages of the exchange. */
	message: number | null;
}

export interface PlacedEvent extends LaneEvent {
	/** Per cent of the lane's width. */
	left: number;
}

const FIRST_LEFT = 3;
const LAST_LEFT = 82;
/** Width of a letter and of the box around it, per cent of a lane that is 720 px wide. */
const LETTER = 0.95;
const BOX = 4.4;

/** Places both lanes on one time axis; boxes that would overlap are moved right, in order. */
export function placeLanes(
	recorded: readonly LaneEvent[],
	replayed: readonly LaneEvent[],
): { recorded: PlacedEvent[]; replayed: PlacedEvent[] } {
	const last = Math.max(1, ...recorded.map(({ offsetUs }) => offsetUs), ...replayed.map(({ offsetUs }) => offsetUs));
	const place = (events: readonly LaneEvent[]) => {
		let free = 0;
		return [...events]
			.sort((left, right) => left.offsetUs - right.offsetUs)
			.map((event) => {
				const wanted = FIRST_LEFT + (Math.max(0, event.offsetUs) / last) * (LAST_LEFT - FIRST_LEFT);
				const left = Math.max(wanted, free);
				free = left + BOX + Math.min(18, event.kind.length) * LETTER;
				return { ...event, left };
			});
	};
	return { recorded: squeeze(place(recorded)), replayed: squeeze(place(replayed)) };
}

/** Squeezes a crowded lane back into its width. */
function squeeze(events: PlacedEvent[]): PlacedEvent[] {
	const end = Math.max(0, ...events.map(({ left }) => left));
	if (end <= 88) return events;
	return events.map((event) => ({
		...event,
		left: FIRST_LEFT + ((event.left - FIRST_LEFT) / (end - FIRST_LEFT)) * (88 - FIRST_LEFT),
	}));
}
