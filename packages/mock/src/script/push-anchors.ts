import type { JsonValue } from '@refrain/traffic';
import { stringifyJson } from '@refrain/traffic';
import { leavesOf } from '../values/value-path.ts';
import type { Analysis, Item } from './analysis.ts';

/** By fingerprint: the client message that pushes are counted from, null for the connection. */
export type Anchors = ReadonlyMap<string, Item | null>;

/** So many client messages before a push are looked at. */
const MAX_LOOKED_AT = 200;
/** A value that occurs around more client messages than this tells none of them apart. */
const MAX_SHARED = 2;

/**
 * What the pushes of each kind are counted from. Pushes of one kind share the anchor of the first of them: null when it
 * came before any client message; else the latest client message that it shares a telling value with, in the message or in
 * its answers (a subscription and the id it was given, a message and what it was passed on as); else the latest of all.
 */
export function anchorsOf(analysis: Analysis, pushes: readonly Item[]): Anchors {
	const anchors = new Map<string, Item | null>();
	const values = new ExchangedValues(analysis);
	for (const push of pushes) {
		const { fingerprint } = push.decoded;
		if (!anchors.has(fingerprint)) anchors.set(fingerprint, values.beginnerOf(push));
	}
	return anchors;
}

/** The telling values of each client message and its answers. */
class ExchangedValues {
	readonly #clients: readonly Item[];
	readonly #answers: ReadonlyMap<Item, readonly Item[]>;
	readonly #values = new Map<Item, Set<string>>();

	constructor(analysis: Analysis) {
		this.#clients = analysis.clients;
		this.#answers = new Map(analysis.replies().map(({ request, answers }) => [request, answers]));
	}

	beginnerOf({ message, decoded }: Item): Item | null {
		const before = this.#clients.filter((client) => client.message.n < message.n).slice(-MAX_LOOKED_AT);
		const text = textOf(decoded.value);
		const shared = before.map((client) =>
			[...this.#valuesOf(client, message.n)].filter((value) => text.includes(value)),
		);
		const counts = new Map<string, number>();
		for (const value of shared.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
		const at = shared.findLastIndex((values) => values.some((value) => (counts.get(value) ?? 0) <= MAX_SHARED));
		return before[at] ?? before.at(-1) ?? null;
	}

	#valuesOf(client: Item, beforeN: number): Set<string> {
		const known = this.#values.get(client);
		if (known !== undefined) return known;
		const answers = (this.#answers.get(client) ?? []).filter(({ message }) => message.n < beforeN);
		const values = new Set([client, ...answers].flatMap(({ decoded }) => leavesOf(decoded.value).flatMap(telling)));
		this.#values.set(client, values);
		return values;
	}
}

/** Texts long enough and numbers large enough not to be equal by chance. */
function telling({ value }: { value: JsonValue }): string[] {
	if (typeof value === 'string') return value.length >= 4 && value.length <= 400 ? [value] : [];
	return typeof value === 'number' && Math.abs(value) >= 1000 ? [String(value)] : [];
}

function textOf(value: JsonValue): string {
	return typeof value === 'string' ? value : stringifyJson(value);
}
