import type { NearestCandidate } from '../mock-log.ts';
import type { MockOptions, MockOptionsInput } from '../mock-options.ts';
import type { Script } from '../script/script.ts';
import { Matcher, MatchState } from './matcher.ts';
import type { ClientMessage } from './message-key.ts';

/** A client message that matching decided on. */
export interface Decided {
	/** Of the line that tells it; see `MockLogEntry.n`. */
	readonly n: number;
	readonly connection: number;
	readonly scripts: readonly Script[];
	readonly live: ClientMessage;
	readonly nearest: readonly NearestCandidate[];
}

/** What the decisions would have been under other options. */
export interface Projection {
	readonly hits: number;
	readonly misses: number;
	/** null when nothing was decided. */
	readonly hitRate: number | null;
}

/** A change of options that makes a missed message match. */
export interface MatchSuggestion {
	/** 'Ignore $.requestId' */
	readonly label: string;
	readonly changes: MockOptionsInput;
	readonly projected: Projection;
}

/** Decides anew on messages in the order they came, each connection by itself. */
export function project(decided: readonly Decided[], options: MockOptions): Projection {
	const matchers = new Map<readonly Script[], Matcher>();
	const states = new Map<number, MatchState>();
	let hits = 0;
	for (const { connection, scripts, live } of decided) {
		const matcher = matchers.get(scripts) ?? new Matcher(scripts, options);
		matchers.set(scripts, matcher);
		const state = states.get(connection) ?? new MatchState();
		states.set(connection, state);
		const match = matcher.match(live, state);
		state.script ??= match?.candidate.script ?? null;
		if (match !== null) hits += 1;
	}
	const hitRate = decided.length === 0 ? null : hits / decided.length;
	return { hits, misses: decided.length - hits, hitRate };
}

/** Changes of options under which this message would have matched, the least far-reaching first. */
export function suggestMatches(miss: Decided, decided: readonly Decided[], options: MockOptions): MatchSuggestion[] {
	const fields = miss.nearest.map(({ differences }) => [...new Set(differences.map(({ path }) => generalPath(path)))]);
	const ignoring = fields
		.filter((paths) => paths.length > 0 && !paths.includes('$'))
		.map((paths) => ({
			label: `Ignore ${paths.join(', ')}`,
			changes: { ignore: [...new Set([...options.ignore, ...paths])] },
		}));
	const loosening = (['kind-and-order', 'order'] as const).map((strictness) => ({
		label: strictness === 'order' ? 'Match by order only' : 'Match by kind and order',
		changes: { strictness },
	}));
	return [...ignoring, ...loosening]
		.filter(({ label }, index, all) => all.findIndex((other) => other.label === label) === index)
		.filter(({ changes }) => project([miss], { ...options, ...changes }).hits === 1)
		.map(({ label, changes }) => ({ label, changes, projected: project(decided, { ...options, ...changes }) }));
}

/**
 * '$.items[2].id' to '$.items[*].id': what differs in one element differs in all. A message that is an array itself is a
 * tuple, whose places mean something.
 */
function generalPath(path: string): string {
	return path.replace(/(?<!^\$)\[\d+\]/g, '[*]');
}
