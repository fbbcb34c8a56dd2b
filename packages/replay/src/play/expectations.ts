import type { ExpectedMessage } from '../plan/connection-plan.ts';

/** An observed server message, as far as matching while the replay runs looks at it. */
export interface SeenMessage {
	group: string;
	correlationId: string | null;
	/** Microseconds, on the replay's clock. */
	atUs: number;
}

const OPEN = 0;
const CAME = 1;
const SKIPPED = 2;
const GIVEN_UP = 3;

/** Gaps of a timer agree within this share. Shorter ones than `MIN_BEAT_US` are too short to tell. */
const BEAT_TOLERANCE = 0.25;
const MIN_BEAT_US = 20_000;

/** How near to a beat a message must come to be on it: of a slow timer a smaller share, as delays do not grow with its period. */
function nearBeatUs(beatUs: number): number {
	return Math.max(beatUs * 0.1, Math.min(beatUs * BEAT_TOLERANCE, 50_000));
}

interface Group {
	/** Positions in order. */
	positions: readonly number[];
	/** Index of the first that has neither come nor been skipped. */
	next: number;
	/** Where the last one that came stands, and when it came. */
	last: { index: number; atUs: number } | null;
	/** One was waited for in vain, and none of the group has come since. */
	silent: boolean;
}

/**
 * The server messages that a connection still has to hear, matched to what comes while the replay runs. Only good enough to decide
 * when the client goes on; verdicts come from the alignment of the whole afterwards.
 */
export class Expectations {
	readonly #expected: readonly ExpectedMessage[];
	readonly #state: Uint8Array;
	readonly #cameAtUs: Float64Array;
	readonly #groups = new Map<string, Group>();
	readonly #byCorrelation = new Map<string, number[]>();
	readonly #byRequest = new Map<number, number[]>();
	readonly #zeroUs: number;
	#open: number;
	/** From here on none is open. */
	#end: number;
	/** Ordinal of the client's last data message. */
	#lastRequest = -1;

	/** `zeroUs`: when the target answered the handshake. */
	constructor(expected: readonly ExpectedMessage[], zeroUs: number) {
		this.#expected = expected;
		this.#zeroUs = zeroUs;
		this.#state = new Uint8Array(expected.length);
		this.#cameAtUs = new Float64Array(expected.length);
		this.#open = expected.length;
		this.#end = expected.length;
		const positions = new Map<string, number[]>();
		for (const [position, { group, correlationId, request }] of expected.entries()) {
			append(positions, group, position);
			if (request !== null) append(this.#byRequest, request, position);
			if (correlationId !== null) append(this.#byCorrelation, `${group}\u0000${correlationId}`, position);
		}
		for (const [group, list] of positions)
			this.#groups.set(group, { positions: list, next: 0, last: null, silent: false });
	}

	/** How many have neither come nor been given up. */
	get open(): number {
		return this.#open;
	}

	/** The client has sent its next data message. */
	clientSent(): void {
		this.#lastRequest++;
	}

	/** When the counterpart came, null when it has not. */
	cameAtUs(position: number): number | null {
		return this.#state[position] === CAME ? (this.#cameAtUs[position] as number) : null;
	}

	/** True while it makes sense to wait for this one. */
	isAwaited(position: number): boolean {
		if (this.#state[position] !== OPEN) return false;
		return !(this.#groups.get(this.#expected[position]?.group ?? '') as Group).silent;
	}

	/** The last one that is awaited; null when there is none. */
	lastAwaited(): ExpectedMessage | null {
		while (this.#end > 0 && this.#state[this.#end - 1] !== OPEN) this.#end--;
		for (let position = this.#end - 1; position >= 0; position--) {
			if (this.isAwaited(position)) return this.#expected[position] as ExpectedMessage;
		}
		return null;
	}

	/** It did not come in time; others of its group are not waited for until one of them comes. */
	giveUp(position: number): void {
		if (this.#state[position] !== OPEN) return;
		this.#settle(position, GIVEN_UP);
		(this.#groups.get(this.#expected[position]?.group ?? '') as Group).silent = true;
	}

	/** A server message came: the position of the expected one that it stands for, null when it is a surplus. */
	see(seen: SeenMessage): number | null {
		const position = this.#byId(seen) ?? this.#inGroup(seen) ?? this.#answerOfOtherKind();
		if (position === null) return null;
		this.#settle(position, CAME);
		this.#cameAtUs[position] = seen.atUs;
		return position;
	}

	#byId({ group, correlationId }: SeenMessage): number | null {
		if (correlationId === null) return null;
		const positions = this.#byCorrelation.get(`${group}\u0000${correlationId}`);
		const position = positions?.shift();
		if (position === undefined || this.#state[position] === CAME) return null;
		const known = this.#groups.get(group) as Group;
		known.silent = false;
		return position;
	}

	#inGroup({ group: name, atUs }: SeenMessage): number | null {
		const group = this.#groups.get(name);
		if (group === undefined) return null;
		group.silent = false;
		while (group.next < group.positions.length && this.#isPast(group, group.next)) group.next++;
		if (group.next >= group.positions.length) return this.#skippedBefore(group);
		const index = this.#beatIndex(group, atUs);
		for (let skipped = group.next; skipped < index; skipped++) {
			const position = group.positions[skipped] as number;
			if (this.#state[position] === OPEN) this.#settle(position, SKIPPED);
		}
		group.next = index + 1;
		group.last = { index, atUs };
		return group.positions[index] as number;
	}

	#isPast(group: Group, index: number): boolean {
		const state = this.#state[group.positions[index] as number];
		return state === CAME || state === SKIPPED;
	}

	/** More came than were left: then one that was thought to be skipped has come after all. */
	#skippedBefore(group: Group): number | null {
		return group.positions.find((position) => this.#state[position] === SKIPPED) ?? null;
	}

	/**
	 * Which of a group a message is: the next one, unless the group comes on a timer and this is clearly a later beat. Without that a
	 * beat that was left out would be waited for until the next one takes its place, and nothing would be missing in the end.
	 */
	#beatIndex(group: Group, atUs: number): number {
		const { next, positions } = group;
		const offset = (index: number) => this.#expected[positions[index] as number]?.offsetUs ?? Number.NaN;
		const from =
			group.last === null
				? { offsetUs: 0, atUs: this.#zeroUs }
				: { offsetUs: offset(group.last.index), atUs: group.last.atUs };
		if (this.#expected[positions[next] as number]?.request !== null || next + 1 >= positions.length) return next;
		const beat = offset(next) - from.offsetUs;
		const lateUs = atUs - from.atUs - beat;
		if (beat < MIN_BEAT_US || lateUs < beat / 2) return next;
		for (let index = next + 1; index < positions.length; index++) {
			const gap = offset(index) - offset(index - 1);
			if (Math.abs(gap - beat) > beat * BEAT_TOLERANCE) return next;
			const apart = lateUs - (offset(index) - offset(next));
			if (Math.abs(apart) <= nearBeatUs(beat)) return index;
			if (apart < 0) return next;
		}
		return next;
	}

	/** A message that the recording does not have: if the client's last message is still unanswered, this is what it got. */
	#answerOfOtherKind(): number | null {
		return this.#byRequest.get(this.#lastRequest)?.find((position) => this.#state[position] === OPEN) ?? null;
	}

	#settle(position: number, state: number): void {
		if (this.#state[position] === OPEN) this.#open--;
		this.#state[position] = state;
	}
}

function append<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [value]);
	else known.push(value);
}
