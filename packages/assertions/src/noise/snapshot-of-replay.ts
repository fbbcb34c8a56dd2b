import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import type { ObservedReplay } from '../observed-replay.ts';

/** A replay in the place of the recording, so that another replay of the same snapshot can be compared with it. */
export function snapshotOfReplay(expected: Snapshot, { outcome, connections }: ObservedReplay): Snapshot {
	const observed = new Map(connections.map((one) => [one.connection.id, one]));
	const replayed = outcome.connections.flatMap(({ expectedId, observedId }): RecordedConnection[] => {
		const one = observedId === null ? undefined : observed.get(observedId);
		return one === undefined ? [] : [{ ...one, connection: { ...one.connection, id: expectedId } }];
	});
	return { ...expected, connections: replayed };
}
