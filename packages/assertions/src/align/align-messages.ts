import type { Side } from '../compare/comparison.ts';
import type { AlignItem } from './align-item.ts';
import { alignKind } from './align-kind.ts';
import { type Contents, haveSameContents, readContents } from './contents.ts';
import { type Anchor, TimeWarp } from './time-warp.ts';

/** Which observed server message stands for which expected one, by `Message.n`. */
export interface MessageAlignment {
	/** Expected to observed; `moved`: it came, but out of the order of its kind. */
	matched: ReadonlyMap<number, { observed: number; moved: boolean }>;
	missing: readonly number[];
	unexpected: readonly number[];
}

/** Of a kind that only one side has. */
const UNREAD: Contents = { leaves: new Int32Array(0), same: 0, tellApart: false };

interface Work {
	matched: Map<number, { observed: number; moved: boolean }>;
	expected: AlignItem[];
	observed: AlignItem[];
}

/**
 * Aligns the server messages of a connection. Answers that name their request are matched by it, in any order; all others at least
 * cost within their channel and kind, in order. What is left over is matched where both sides answer the same request with different
 * kinds, and where the same message came out of order. So one extra push is one unexpected message, and a reply that became an
 * error is one mismatch.
 */
export function alignMessages(expected: Side, observed: Side): MessageAlignment {
	const warp = new TimeWarp(anchors(expected, observed));
	const work: Work = {
		matched: new Map(),
		expected: alignItems(expected, (offsetUs) => offsetUs),
		observed: alignItems(observed, (offsetUs) => warp.toExpected(offsetUs)),
	};
	addContents(work.expected, work.observed);
	matchById(work);
	matchByKind(work);
	matchAnswersOfOtherKind(work);
	matchMoved(work);
	return {
		matched: work.matched,
		missing: work.expected.map(({ n }) => n),
		unexpected: work.observed.map(({ n }) => n),
	};
}

function anchors(expected: Side, observed: Side): Anchor[] {
	const count = Math.min(expected.clientMessages.length, observed.clientMessages.length);
	return Array.from({ length: count }, (_, ordinal) => ({
		expectedUs: offsetOf(expected, expected.clientMessages[ordinal] as number),
		observedUs: offsetOf(observed, observed.clientMessages[ordinal] as number),
	}));
}

function offsetOf(side: Side, n: number): number {
	return (side.messages[n]?.firstAtUs ?? side.zeroUs) - side.zeroUs;
}

function alignItems(side: Side, warp: (offsetUs: number) => number): AlignItem[] {
	return side.messages
		.filter(({ sender, type }) => sender === 'server' && (type === 'text' || type === 'binary'))
		.map(({ n }) => {
			const decoded = side.decoded[n] as Side['decoded'][number];
			const offsetUs = offsetOf(side, n);
			return {
				n,
				group: `${decoded.channel ?? ''}\u0000${decoded.decoder}\u0000${decoded.kind}`,
				fingerprint: decoded.fingerprint,
				request: side.requestOf.get(n) ?? null,
				byId: side.exchangeOf.get(n)?.rule === 'correlation-id',
				offsetUs,
				warpedUs: warp(offsetUs),
				side,
				contents: UNREAD,
			};
		});
}

/** Takes matched items out of the work. */
function settle(work: Work, pairs: readonly (readonly [AlignItem, AlignItem])[], moved = false): void {
	if (pairs.length === 0) return;
	for (const [left, right] of pairs) work.matched.set(left.n, { observed: right.n, moved });
	const [lefts, rights] = [new Set(pairs.map(([left]) => left)), new Set(pairs.map(([, right]) => right))];
	work.expected = work.expected.filter((item) => !lefts.has(item));
	work.observed = work.observed.filter((item) => !rights.has(item));
}

function matchById(work: Work): void {
	const named = groupBy(
		work.observed.filter(({ byId }) => byId),
		({ request, group }) => `${request}\u0000${group}`,
	);
	const pairs: [AlignItem, AlignItem][] = [];
	for (const item of work.expected) {
		const other = item.byId ? named.get(`${item.request}\u0000${item.group}`)?.shift() : undefined;
		if (other !== undefined) pairs.push([item, other]);
	}
	settle(work, pairs);
}

function matchByKind(work: Work): void {
	const observed = groupBy(work.observed, ({ group }) => group);
	const pairs = [...groupBy(work.expected, ({ group }) => group)].flatMap(([group, items]) =>
		alignKind(items, observed.get(group) ?? []),
	);
	settle(work, pairs);
}

function matchAnswersOfOtherKind(work: Work): void {
	const answers = groupBy(
		work.observed.filter(({ request }) => request !== null),
		({ request }) => `${request}`,
	);
	const pairs: [AlignItem, AlignItem][] = [];
	for (const item of work.expected) {
		const other = item.request === null ? undefined : answers.get(`${item.request}`)?.shift();
		if (other !== undefined) pairs.push([item, other]);
	}
	settle(work, pairs);
}

/** After an alignment in order, what is left of one kind on both sides and has the same contents came out of order. */
function matchMoved(work: Work): void {
	const left = groupBy(work.observed, ({ group, fingerprint }) => `${group}\u0000${fingerprint}`);
	const pairs: [AlignItem, AlignItem][] = [];
	for (const item of work.expected) {
		const others = left.get(`${item.group}\u0000${item.fingerprint}`) ?? [];
		const at = others.findIndex(({ contents }) => haveSameContents(item.contents, contents));
		if (at >= 0) pairs.push([item, ...(others.splice(at, 1) as [AlignItem])]);
	}
	settle(work, pairs, true);
}

/** Gives every message its contents, read beside all others of its kind. */
function addContents(expected: readonly AlignItem[], observed: readonly AlignItem[]): void {
	const others = groupBy(observed, ({ group }) => group);
	for (const [group, items] of groupBy(expected, (item) => item.group)) {
		const counterparts = others.get(group) ?? [];
		const [left, right] = readContents(items, counterparts);
		for (const [index, item] of items.entries()) item.contents = left[index] as Contents;
		for (const [index, item] of counterparts.entries()) item.contents = right[index] as Contents;
	}
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group === undefined) groups.set(key(item), [item]);
		else group.push(item);
	}
	return groups;
}
