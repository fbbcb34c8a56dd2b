import type { ExchangeResult, Report, ReportSummary, TestConfig, Verdict } from '@refrain/assertions';
import type pg from 'pg';
import { type Codec, decompress } from '../codec.ts';
import { found } from '../db-error.ts';
import { isUuid, nowUs } from '../ids.ts';
import { rows, transaction } from '../sql.ts';
import { type EvaluationSlice, sliceExchanges } from './evaluation-slices.ts';
import type { EvaluationRow } from './replays.ts';

/** An evaluation with everything but its exchanges. */
export interface EvaluationDetails extends EvaluationRow {
	summary: ReportSummary;
	/** What it was judged under. */
	config: TestConfig;
}

/** Which exchanges to list; all conditions given must hold. */
export interface ExchangeFilter {
	passed?: boolean;
	verdict?: Verdict;
	/** Key of one of its causes. */
	cause?: string;
	connectionId?: string;
	/** Anywhere in label, channel or summary, whatever its case. */
	text?: string;
}

const COLUMNS = `n, profile_id as "profileId", profile_version as "profileVersion", result, passing, asserted, exchanges,
	created_us as "createdAtUs"`;

interface StoredSlice {
	first: number;
	codec: Codec;
	body: Uint8Array;
}

/** So many slices are read at a time. */
const SLICES_PER_READ = 8;

export class Evaluations {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** Stores a report as the next evaluation of the replay. */
	async add(
		replayId: string,
		evaluation: { config: TestConfig; profileId?: string | null; profileVersion?: number | null; report: Report },
	): Promise<{ n: number }> {
		const { config, profileId = null, profileVersion = null, report } = evaluation;
		const slices = await sliceExchanges(report.exchanges);
		return transaction(this.#pool, async (client) => {
			// Locks the replay: evaluations added at once are numbered one after the other.
			const [replay] = await rows<{ last: number }>(
				client,
				`select coalesce((select max(n) from evaluation e where e.replay_id = r.id), 0) as last
				from replay r where id = $1 for update`,
				[replayId],
			);
			const n = found(replay, 'replay', replayId).last + 1;
			const { summary, exchanges } = report;
			await client.query(
				`insert into evaluation (replay_id, n, profile_id, profile_version, config, result, passing, asserted, exchanges,
					summary, created_us) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
				[
					replayId,
					n,
					profileId,
					profileVersion,
					JSON.stringify(config),
					summary.result,
					summary.passing,
					summary.asserted,
					exchanges.length,
					JSON.stringify(summary),
					nowUs(),
				],
			);
			for (const slice of slices) await insertSlice(client, { replayId, n }, slice);
			await client.query(`select pg_notify('replay', $1)`, [replayId]);
			return { n };
		});
	}

	/** The newest, or the one asked for. */
	async get(replayId: string, n?: number): Promise<EvaluationDetails> {
		const list = isUuid(replayId)
			? await rows<EvaluationDetails>(
					this.#pool,
					`select ${COLUMNS}, summary, config from evaluation where replay_id = $1 and ($2::int is null or n = $2)
					order by n desc limit 1`,
					[replayId, n ?? null],
				)
			: [];
		return found(list[0], 'evaluation', n ?? `of replay ${replayId}`);
	}

	/** Oldest first. */
	list(replayId: string): Promise<EvaluationRow[]> {
		return rows<EvaluationRow>(this.#pool, `select ${COLUMNS} from evaluation where replay_id = $1 order by n`, [
			replayId,
		]);
	}

	/** `count` exchanges of those that the filter lets through, from its `from`-th on (from 0), in order of `n`. */
	async exchanges(
		replayId: string,
		n: number,
		{ filter = {}, from = 0, count }: { filter?: ExchangeFilter; from?: number; count: number },
	): Promise<ExchangeResult[]> {
		const page: ExchangeResult[] = [];
		let skip = from;
		// Without a filter the position is the number: the slices before the page need not be read.
		const start = isEmpty(filter) ? from : 0;
		if (isEmpty(filter)) skip = 0;
		const failedOnly = filter.passed === false || filter.cause !== undefined;
		for await (const exchange of this.#scan({ replayId, n }, start, failedOnly)) {
			if (exchange.n < start || !accepts(filter, exchange)) continue;
			if (skip-- > 0) continue;
			page.push(exchange);
			if (page.length === count) break;
		}
		return page;
	}

	/** How many exchanges the filter lets through. */
	async count(replayId: string, n: number, filter: ExchangeFilter = {}): Promise<number> {
		if (isEmpty(filter)) return (await this.get(replayId, n)).exchanges;
		let count = 0;
		const failedOnly = filter.passed === false || filter.cause !== undefined;
		for await (const exchange of this.#scan({ replayId, n }, 0, failedOnly)) if (accepts(filter, exchange)) count++;
		return count;
	}

	/** One exchange of a report by its number. */
	async exchange(replayId: string, n: number, exchangeNo: number): Promise<ExchangeResult> {
		const [exchange] = await this.exchanges(replayId, n, { from: exchangeNo, count: 1 });
		return found(exchange, 'exchange', `${exchangeNo} in evaluation ${n}`);
	}

	/** The whole report. */
	async report(replayId: string, n: number): Promise<Report> {
		const { summary } = await this.get(replayId, n);
		const exchanges: ExchangeResult[] = [];
		for await (const exchange of this.#scan({ replayId, n }, 0, false)) exchanges.push(exchange);
		return { summary, exchanges };
	}

	/** Exchanges from the slice on that has number `start`; slices without a failure are left out when only those count. */
	async *#scan(
		of: { replayId: string; n: number },
		start: number,
		failedOnly: boolean,
	): AsyncGenerator<ExchangeResult> {
		let next = start;
		for (let inclusive = true; ; inclusive = false) {
			const slices = await rows<StoredSlice>(
				this.#pool,
				`select first, codec, body from evaluation_chunk
				where replay_id = $1 and n = $2 and (not $5 or failed > 0)
					and case when $6 then first + exchanges > $3 else first > $3 end
				order by first limit $4`,
				[of.replayId, of.n, next, SLICES_PER_READ, failedOnly, inclusive],
			);
			for (const { codec, body } of slices)
				yield* JSON.parse(Buffer.from(await decompress(codec, body)).toString('utf8')) as ExchangeResult[];
			const last = slices.at(-1);
			if (last === undefined || slices.length < SLICES_PER_READ) return;
			next = last.first;
		}
	}
}

async function insertSlice(
	client: pg.PoolClient,
	of: { replayId: string; n: number },
	slice: EvaluationSlice,
): Promise<void> {
	const { first, exchanges, failed, codec, body } = slice;
	await client.query(
		`insert into evaluation_chunk (replay_id, n, first, exchanges, failed, codec, body)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		[of.replayId, of.n, first, exchanges, failed, codec, Buffer.from(body.buffer, body.byteOffset, body.byteLength)],
	);
}

function isEmpty(filter: ExchangeFilter): boolean {
	return Object.values(filter).every((condition) => condition === undefined);
}

function accepts(filter: ExchangeFilter, exchange: ExchangeResult): boolean {
	const { passed, verdict, cause, connectionId, text } = filter;
	return (
		(passed === undefined || exchange.passed === passed) &&
		(verdict === undefined || exchange.verdict === verdict) &&
		(cause === undefined || exchange.causes.includes(cause)) &&
		(connectionId === undefined || exchange.connectionId === connectionId) &&
		(text === undefined || textOf(exchange).includes(text.toLowerCase()))
	);
}

function textOf({ label, channel, summary }: ExchangeResult): string {
	return `${label}\n${channel ?? ''}\n${summary}`.toLowerCase();
}
