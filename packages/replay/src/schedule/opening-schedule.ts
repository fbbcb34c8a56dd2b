import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import type { ReplayOptions } from '../replay-options.ts';
import { plannedGapUs } from '../timing.ts';

/** Something that was over before a connection opened: it comes before it in the replay too. */
interface Before {
	/** Index of the connection in the snapshot. */
	connection: number;
	/** Number of answered requests on it after which it counts; null: its end. */
	answers: number | null;
	/** How long before the opening it was over, recorded microseconds. */
	gapUs: number;
}

export interface Opening {
	/** Planned microseconds from the start of the replay. */
	offsetUs: number;
	before: Before | null;
}

/** When each connection of a snapshot opens: at its recorded offset, but after the latest HTTP answer or end that came before it. */
export function openingSchedule(
	{ connections }: Snapshot,
	options: Pick<ReplayOptions, 'timing' | 'maxGapMs'>,
): Opening[] {
	const ends = connections.flatMap(finishedParts).sort((a, b) => a.atUs - b.atUs);
	const order = [...connections.keys()].sort((a, b) => openedAt(connections, a) - openedAt(connections, b));
	const openings: Opening[] = new Array(connections.length);
	let [offsetUs, previousUs, passed] = [0, openedAt(connections, order[0] ?? 0), 0];
	for (const index of order) {
		const atUs = openedAt(connections, index);
		// Not the gap of "flat": that is one between the messages of a client.
		if (options.timing.mode !== 'flat') offsetUs += plannedGapUs(atUs - previousUs, options);
		previousUs = atUs;
		while (passed < ends.length && (ends[passed]?.atUs as number) <= atUs) passed++;
		const end = ends[passed - 1];
		const before =
			end === undefined ? null : { connection: end.connection, answers: end.answers, gapUs: atUs - end.atUs };
		openings[index] = { offsetUs, before };
	}
	return openings;
}

function openedAt(connections: readonly RecordedConnection[], index: number): number {
	return connections[index]?.connection.openedAtUs ?? 0;
}

function finishedParts({ connection, http }: RecordedConnection, index: number) {
	const answers = http.flatMap(({ n, endedAtUs }) =>
		endedAtUs === null ? [] : [{ connection: index, answers: n + 1, atUs: endedAtUs }],
	);
	const end = connection.closedAtUs;
	return end === null ? answers : [...answers, { connection: index, answers: null, atUs: end }];
}
