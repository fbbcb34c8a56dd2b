import type { ExchangeResult } from '@refrain/assertions';
import type { Database, ShareRow } from '@refrain/db';
import { timingText } from '@refrain/traffic';
import { comparisons } from '../reports/comparisons.ts';
import { exchangeDetail } from '../reports/exchange-detail.ts';
import {
	type Payloads,
	publicAddress,
	type SharedReport,
	sharedCause,
	sharedExchange,
	showsPayloads,
	withoutQuery,
} from './shared-report.ts';

/** A page with more is none that anybody reads; failed ones come first. */
const MOST_EXCHANGES = 1_000;

/** The one read path of share links: everything that leaves goes through shared-report.ts. */
export async function readSharedReport(db: Database, share: ShareRow): Promise<SharedReport> {
	const [replay, evaluation, report] = await Promise.all([
		db.replays.get(share.replayId),
		db.evaluations.get(share.replayId, share.evaluation),
		db.evaluations.report(share.replayId, share.evaluation),
	]);
	const profile = evaluation.profileId === null ? null : await db.profiles.get(evaluation.profileId);
	const { summary } = report;
	const keys = new Map(summary.causes.map(({ key }, index) => [key, `c${index + 1}`]));
	const shown = mostTelling(report.exchanges);
	const payloadsOf = shown.some((exchange) => showsPayloads(share.include, exchange))
		? payloadReader(await comparisons.get(db, replay))
		: () => null;
	const { passing, asserted, verdicts, messagesExpected, messagesObserved, result } = summary;
	return {
		...{ result, passing, asserted, verdicts, messagesExpected, messagesObserved },
		goals: summary.goals.map(({ name, met, sentence }) => ({
			met,
			name: withoutQuery(name),
			sentence: withoutQuery(sentence),
		})),
		latency: summary.latency.map((row) => ({ ...row, kind: withoutQuery(row.kind) })),
		include: share.include,
		expiresAtUs: share.expiresAtUs,
		snapshotName: replay.snapshotName,
		target: publicAddress(replay.target),
		timing: timingText(replay.timing),
		profile: profile && `${profile.name} v${evaluation.profileVersion}`,
		startedAtUs: replay.startedAtUs,
		endedAtUs: replay.endedAtUs,
		connections: {
			opened: summary.connections.filter(({ state }) => state === 'open' || state === 'closed').length,
			total: summary.connections.length,
		},
		causes: summary.causes.map((cause) => sharedCause(cause, share.include, keys)),
		exchanges: shown.map((exchange) =>
			sharedExchange(exchange, showsPayloads(share.include, exchange) ? payloadsOf(exchange) : null, keys),
		),
		exchangesTotal: report.exchanges.length,
		rules: evaluation.config.fields
			.filter(({ enabled }) => enabled)
			.map(({ id, path, check, scope, why }) => ({
				...{ id, path, check, scope: withoutQuery(Object.values(scope).join(' ')) },
				// Reasons quote values.
				why: share.include === 'none' ? '' : why,
			})),
	};
}

/** In their order; where there are too many, what failed goes before what passed. */
function mostTelling(exchanges: readonly ExchangeResult[]): ExchangeResult[] {
	if (exchanges.length <= MOST_EXCHANGES) return [...exchanges];
	const failed = exchanges.filter(({ asserted, passed }) => asserted && !passed).slice(0, MOST_EXCHANGES);
	const rest = exchanges.filter(({ asserted, passed }) => !asserted || passed).slice(0, MOST_EXCHANGES - failed.length);
	return [...failed, ...rest].sort((left, right) => left.n - right.n);
}

function payloadReader(
	comparison: Awaited<ReturnType<typeof comparisons.get>>,
): (exchange: ExchangeResult) => Payloads[] | null {
	const byId = new Map(comparison.connections.map((connection) => [connection.outcome.expectedId, connection]));
	return (exchange) => {
		const connection = byId.get(exchange.connectionId);
		if (connection === undefined) return null;
		return exchangeDetail(exchange, connection).messages.map(({ expected, observed }) => ({
			expected: expected?.value,
			observed: observed?.value,
		}));
	};
}
