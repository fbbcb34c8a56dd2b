import { type DecodedMessage, decodeUtf8 } from '@refrain/traffic';
import type { MockOptions } from '../mock-options.ts';
import type { Candidate, Script } from '../script/script.ts';
import { ignorePath } from '../values/ignore-path.ts';
import { compareValues } from './compare-values.ts';
import { profileKinds } from './kind-profile.ts';
import { type ClientMessage, type Tier, tiersOf } from './message-key.ts';

export interface Match {
	readonly candidate: Candidate;
	/** 'equal', 'ignoring $.timestamp', 'next of its kind', ... */
	readonly because: () => string;
	/** The recorded message had been used before on this connection. */
	readonly repeated: boolean;
}

/** What one live connection has used of the recording. */
export class MatchState {
	/** The recorded connection that is being played. */
	script: Script | null = null;
	readonly used = new Set<Candidate>();
	/** Where to look next in a list of equal candidates. */
	readonly cursors = new Map<readonly Candidate[], number>();

	/** Starts over, so that everything recorded may answer again in order. */
	reset(): void {
		this.used.clear();
		this.cursors.clear();
	}
}

/** Decoders that understand each message by itself. */
export const STATELESS_DECODERS: ReadonlySet<string> = new Set(['json', 'text', 'binary', 'control']);

/** Equal candidates of each recorded connection, in order. */
type Bucket = Map<Script, Candidate[]>;

/** Finds the recorded message that a live one corresponds to, among those of some recorded connections. */
export class Matcher {
	readonly #tiers: { readonly tier: Tier; readonly buckets: Map<string, Bucket> }[];
	readonly #candidates: readonly Candidate[];
	/** What recorded texts say, for messages that are the same to the byte. */
	readonly #byText = new Map<string, DecodedMessage>();
	readonly #byKind: ReadonlyMap<string, readonly Candidate[]>;
	readonly #repeat: boolean;

	constructor(scripts: readonly Script[], options: Pick<MockOptions, 'strictness' | 'ignore' | 'repeat'>) {
		this.#candidates = scripts.flatMap(({ candidates }) => candidates);
		this.#byKind = groupByKind(this.#candidates);
		this.#repeat = options.repeat;
		for (const { message, decoded } of this.#candidates) {
			const text =
				message.type === 'text' && STATELESS_DECODERS.has(decoded.decoder) ? decodeUtf8(message.payload) : null;
			if (text !== null && !this.#byText.has(text)) this.#byText.set(text, decoded);
		}
		const profiles = profileKinds(this.#byKind);
		const ignore: Parameters<typeof tiersOf>[0]['ignore'] = (mask) => {
			for (const path of options.ignore) ignorePath(mask, path);
		};
		const tiers = tiersOf({ strictness: options.strictness, profiles, ignore });
		this.#tiers = tiers.map((tier) => ({ tier, buckets: bucketsOf(tier, this.#candidates) }));
	}

	/**
	 * What this text says, if a recorded message is the same to the byte. Null where it has to be decoded, or where what it
	 * says depends on the messages before it.
	 */
	knownText(payload: Uint8Array): DecodedMessage | null {
		const text = this.#byText.size === 0 ? null : decodeUtf8(payload);
		return text === null ? null : (this.#byText.get(text) ?? null);
	}

	/** The closest recorded message, marked as used in `state`; null when there is none. */
	match(message: ClientMessage, state: MatchState): Match | null {
		for (const { tier, buckets } of this.#tiers) {
			const bucket = buckets.get(tier.key(message));
			const found = bucket === undefined ? null : this.#pick(bucket, state);
			if (found === null) continue;
			state.used.add(found.candidate);
			return { ...found, because: () => reasonFor(tier, found.candidate, message) };
		}
		return null;
	}

	/** Recorded messages that a miss is compared with: those of its kind, else all. */
	alternatives(kind: string): readonly Candidate[] {
		return this.#byKind.get(kind) ?? this.#candidates;
	}

	/** What of a message of this kind does not count, at the loosest. */
	get loosestTier(): Tier {
		return (this.#tiers.at(-1) as { tier: Tier }).tier;
	}

	hasKind(kind: string): boolean {
		return this.#byKind.has(kind);
	}

	/** Unused candidates come first, those of the connection that is being played before others; then used ones again. */
	#pick(bucket: Bucket, state: MatchState): { candidate: Candidate; repeated: boolean } | null {
		const own = state.script === null ? undefined : bucket.get(state.script);
		const lists = own === undefined ? [...bucket.values()] : [own];
		for (const list of lists) {
			const unused = nextUnused(list, state);
			if (unused !== null) return { candidate: unused, repeated: false };
		}
		const [list] = lists;
		if (!this.#repeat || list === undefined) return null;
		const turn = state.cursors.get(list) ?? list.length;
		state.cursors.set(list, turn + 1);
		return { candidate: list[turn % list.length] as Candidate, repeated: true };
	}
}

/** Moves the list's cursor over what other lists have used up; every candidate is passed once. */
function nextUnused(list: readonly Candidate[], state: MatchState): Candidate | null {
	let at = state.cursors.get(list) ?? 0;
	while (at < list.length && state.used.has(list[at] as Candidate)) at += 1;
	const found = list[at];
	if (found === undefined) return null;
	state.cursors.set(list, at + 1);
	return found;
}

function groupByKind(candidates: readonly Candidate[]): Map<string, Candidate[]> {
	const groups = new Map<string, Candidate[]>();
	for (const candidate of candidates) {
		const group = groups.get(candidate.decoded.kind);
		if (group === undefined) groups.set(candidate.decoded.kind, [candidate]);
		else group.push(candidate);
	}
	return groups;
}

function bucketsOf(tier: Tier, candidates: readonly Candidate[]): Map<string, Bucket> {
	const buckets = new Map<string, Bucket>();
	for (const candidate of candidates) {
		const key = tier.key(candidate);
		const bucket: Bucket = buckets.get(key) ?? new Map();
		const list = bucket.get(candidate.script);
		if (list === undefined) bucket.set(candidate.script, [candidate]);
		else list.push(candidate);
		buckets.set(key, bucket);
	}
	return buckets;
}

function reasonFor(tier: Tier, candidate: Candidate, { decoded }: ClientMessage): string {
	if (tier.name === 'equal') return 'equal';
	if (tier.name === 'kind') return `next recorded message of kind ${decoded.kind}`;
	if (tier.name === 'order') return 'next recorded message';
	const { ignored } = compareValues(candidate.decoded.value, decoded.value, tier.mask(decoded.kind));
	if (ignored.length === 0) return 'equal but for ids and times in the text';
	const shown = ignored.slice(0, 4).join(', ');
	const why = tier.name === 'changing' ? 'new on every run' : 'which the answer does not depend on';
	return `ignoring ${shown}${ignored.length > 4 ? `, and ${ignored.length - 4} more` : ''} (${why})`;
}
