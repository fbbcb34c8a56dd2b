import type { Database } from '@refrain/db';
import { ApiError } from '../../api-error.ts';

/** A replay by its number with one of its evaluations: the one asked for, else the newest. */
export async function readReport(db: Database, number: number, evaluation: number | null) {
	const replay = await db.replays.getByNumber(number);
	if (replay.evaluation === null)
		throw new ApiError('wrong-state', `Replay #${number} has no report: it is ${replay.state}.`);
	return { replay, evaluation: await db.evaluations.get(replay.id, evaluation ?? undefined) };
}
