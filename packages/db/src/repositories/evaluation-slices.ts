import type { ExchangeResult } from '@refrain/assertions';
import { type Codec, compress } from '../codec.ts';

/** A run of exchanges of a report as it is stored. */
export interface EvaluationSlice {
	/** `ExchangeResult.n` of the first one. */
	first: number;
	exchanges: number;
	failed: number;
	codec: Codec;
	body: Uint8Array;
}

const MAX_EXCHANGES = 512;
const MAX_BYTES = 1024 * 1024;

/** Cuts the exchanges of a report (in order of `n`) into slices of bounded size. */
export async function sliceExchanges(exchanges: readonly ExchangeResult[]): Promise<EvaluationSlice[]> {
	const slices: EvaluationSlice[] = [];
	let run: ExchangeResult[] = [];
	let texts: string[] = [];
	let bytes = 0;
	const seal = async () => {
		const [first] = run;
		if (first === undefined) return;
		const failed = run.filter(({ passed }) => !passed).length;
		const packed = await compress(Buffer.from(`[${texts.join(',')}]`));
		slices.push({ first: first.n, exchanges: run.length, failed, ...packed });
		run = [];
		texts = [];
		bytes = 0;
	};
	for (const exchange of exchanges) {
		const text = JSON.stringify(exchange);
		run.push(exchange);
		texts.push(text);
		bytes += text.length;
		if (run.length >= MAX_EXCHANGES || bytes >= MAX_BYTES) await seal();
	}
	await seal();
	return slices;
}
