import type { Difference, ExchangeResult, MessageResult, Verdict } from '../report.ts';

/** Worst first: what an exchange is called by when its messages differ. */
const SEVERITY: readonly Verdict[] = ['missing', 'mismatch', 'unexpected', 'late', 'ignored', 'match'];

export function worstVerdict(messages: readonly { verdict: Verdict }[]): Verdict {
	if (messages.length === 1) return (messages[0] as { verdict: Verdict }).verdict;
	return SEVERITY.find((verdict) => messages.some((message) => message.verdict === verdict)) ?? 'match';
}

export function passes(verdict: Verdict): boolean {
	return verdict === 'match' || verdict === 'ignored';
}

export function failures({ differences }: MessageResult): Difference[] {
	return differences.filter(({ ruleId }) => ruleId === null);
}

/** An exchange with its verdicts, before it is numbered and its causes are known. */
export type JudgedExchange = Omit<ExchangeResult, 'n' | 'cause' | 'causes'> & {
	/** Where it stands in its connection: expected `Message.n`, with a fraction for what came in between. */
	position: number;
	/** Set when all of it fails for one reason that is none of its own: the connection could not be opened. */
	sharedReason: string | null;
};
