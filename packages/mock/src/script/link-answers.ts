import type { Message } from '@refrain/traffic';
import { type Link, type RecordedPair, settleLinks } from '../answers/links.ts';
import type { Analysis } from './analysis.ts';
import type { LinksOf } from './build-script.ts';

interface Pair extends RecordedPair {
	readonly answer: Message;
}

/** Pairs of one kind beyond these tell nothing new and would make the analysis of huge recordings slow. */
const MAX_PAIRS = 2_000;

/** Where each answer took values from the message it answers, judged by all pairs of the same two kinds. */
export function linkAnswers(analyses: readonly Analysis[]): LinksOf {
	const groups = new Map<string, Pair[]>();
	for (const { request, answers } of analyses.flatMap((analysis) => analysis.replies())) {
		for (const answer of answers) {
			const kinds = JSON.stringify([request.decoded.decoder, request.decoded.kind, answer.decoded.kind]);
			const group = groups.get(kinds) ?? [];
			group.push({ client: request.decoded.value, server: answer.decoded.value, answer: answer.message });
			groups.set(kinds, group);
		}
	}
	const links = new Map<Message, readonly Link[]>();
	for (const group of groups.values()) {
		for (let from = 0; from < group.length; from += MAX_PAIRS) {
			const pairs = group.slice(from, from + MAX_PAIRS);
			for (const [index, settled] of settleLinks(pairs).entries()) links.set((pairs[index] as Pair).answer, settled);
		}
	}
	return links;
}
