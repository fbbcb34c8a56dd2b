import { type Correlation, findCorrelations } from '@refrain/assertions';
import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import type { ConnectionPlan } from '../plan/connection-plan.ts';
import { planConnection } from '../plan/plan-connection.ts';
import { ReplayError } from '../replay-error.ts';
import type { ReplayOptions } from '../replay-options.ts';
import { resolveTarget, type TargetAddress } from '../resolve-target.ts';
import { type Opening, openingSchedule } from '../schedule/opening-schedule.ts';

/** All that a replay knows before it begins; any number of copies can be played from one. */
export interface ReplayScript {
	snapshot: Snapshot;
	options: ReplayOptions;
	/** By connection, like the two below. */
	plans: readonly ConnectionPlan[];
	targets: readonly TargetAddress[];
	openings: readonly Opening[];
	correlations: readonly Correlation[];
}

/** @throws ReplayError SNAPSHOT_EMPTY, TARGET_INVALID */
export function prepareScript(snapshot: Snapshot, target: string, options: ReplayOptions): ReplayScript {
	const { connections, name } = snapshot;
	if (connections.length === 0) {
		throw new ReplayError('SNAPSHOT_EMPTY', `the snapshot "${name}" holds no connection; there is nothing to replay`);
	}
	return {
		snapshot,
		options,
		targets: connections.map((recorded) => targetFor(target, recorded)),
		plans: connections.map(planConnection),
		openings: openingSchedule(snapshot, options),
		correlations: activeCorrelations(snapshot, options),
	};
}

/** A path in the target is that of the WebSocket: plain requests keep theirs. */
function targetFor(target: string, { connection }: RecordedConnection): TargetAddress {
	const resolved = resolveTarget(target, connection);
	return connection.kind === 'http' ? { ...resolved, path: connection.path } : resolved;
}

function activeCorrelations(snapshot: Snapshot, { correlations: { auto, off } }: ReplayOptions): Correlation[] {
	return auto ? findCorrelations(snapshot).filter(({ id }) => !off.includes(id)) : [];
}
