import type { Database, ReplayRow } from '@refrain/db';
import { found } from '../../api-error.ts';
import { comparisons } from './comparisons.ts';
import { type ExchangeDetail, exchangeDetail } from './exchange-detail.ts';

/** One exchange of an evaluation with the payloads of both sides. */
export async function readExchange(
	db: Database,
	{ replay, evaluation, n }: { replay: ReplayRow; evaluation: number; n: number },
): Promise<ExchangeDetail> {
	const [result, comparison] = await Promise.all([
		db.evaluations.exchange(replay.id, evaluation, n),
		comparisons.get(db, replay),
	]);
	const connection = comparison.connections.find(({ outcome }) => outcome.expectedId === result.connectionId);
	return exchangeDetail(result, found(connection, `connection ${result.connectionId} in this replay`));
}
