import type { NearestCandidate } from '../mock-log.ts';
import type { Candidate } from '../script/script.ts';
import { compareValues } from './compare-values.ts';
import type { Matcher } from './matcher.ts';
import type { ClientMessage } from './message-key.ts';
import { refTo } from './recorded-ref.ts';

/** A miss is compared with this many recorded messages at most, so that it stays cheap among a million. */
const MAX_COMPARED = 300;
const MAX_SHOWN = 3;
const MAX_DIFFERENCES = 20;

/** The recorded messages that a miss came closest to, closest first, and what differed. */
export function nearestCandidates(message: ClientMessage, matcher: Matcher): NearestCandidate[] {
	const { decoded } = message;
	const mask = matcher.loosestTier.mask(decoded.kind);
	const compared = spread(matcher.alternatives(decoded.kind)).map((candidate) => ({
		candidate,
		...compareValues(candidate.decoded.value, decoded.value, mask),
	}));
	compared.sort((a, b) => b.score - a.score || a.candidate.message.n - b.candidate.message.n);
	return compared.slice(0, MAX_SHOWN).map(({ candidate, score, differences }) => ({
		recorded: refTo(candidate),
		kind: candidate.decoded.kind,
		score,
		differences: differences.slice(0, MAX_DIFFERENCES),
	}));
}

/** One sentence for the console. */
export function missReason(message: ClientMessage, matcher: Matcher, nearest: readonly NearestCandidate[]): string {
	const { kind, value } = message.decoded;
	if (!matcher.hasKind(kind)) return `kind ${kind} was never recorded on this path`;
	const [first] = nearest;
	if (first === undefined) return 'nothing was recorded on this path';
	const where = `#${first.recorded.n}`;
	if (value === null) return `other bytes than ${where}`;
	const { length } = first.differences;
	if (length === 0) return `everything like ${where} was used already`;
	return `${length} ${length === 1 ? 'field differs' : 'fields differ'} from ${where}: ${first.differences
		.slice(0, 3)
		.map(({ path }) => path)
		.join(', ')}`;
}

/** Evenly spread examples of a long list. */
function spread(candidates: readonly Candidate[]): readonly Candidate[] {
	if (candidates.length <= MAX_COMPARED) return candidates;
	const step = candidates.length / MAX_COMPARED;
	return Array.from({ length: MAX_COMPARED }, (_, index) => candidates[Math.floor(index * step)] as Candidate);
}
