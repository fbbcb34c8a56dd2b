import { isJsonNumber, type JsonValue, type Sender, type Snapshot } from '@refrain/traffic';
import { itemsOf, type SentItem } from './occurrences.ts';
import { nameAt, type Occurrence, printPlace } from './place.ts';

/** A value that the service made and the client sent back later. */
export interface Link {
	/** Where the service sent it last before the use. */
	made: Occurrence;
	used: Occurrence;
	/** The value as text, the way it stands in the use (which may have more around it: 'Bearer ...'). */
	text: string;
}

/** All links from one kind of place to another: what a person sees as one rule, and may switch off. */
export interface Correlation {
	/** 'welcome $.token -> auth $.token' */
	id: string;
	from: string;
	to: string;
	links: readonly Link[];
	/** How many different values went this way. */
	values: number;
	/** One of them. */
	example: string;
	evidence: string;
}

const MIN_TEXT = 6;
const LONG_TEXT = 20;
const MIN_NUMBER = 1000;
/** Names of values that are ids even when they are short. */
const ID_NAME =
	/(^|[_-])(id|uid|token|key|ref|no|number|cursor|seq|sid|session|nonce|ticket)$|[a-z](Id|ID|Token|Key|Ref|No|Number|Cursor|Seq|Session|Nonce|Ticket)$/;
/** What tokens in headers, targets and longer texts are separated by; a full stop may be part of one (JWT) or not. */
export const SEPARATORS = [/[^A-Za-z0-9_.~+-]+/, /[^A-Za-z0-9_~+-]+/];

/**
 * Finds the values that the service makes and the client sends later: in message fields, headers, cookies, query, path, subprotocol
 * and HTTP bodies, over all connections. A value that the client sent first is its own, whoever repeats it.
 */
export function findCorrelations({ connections }: Snapshot): Correlation[] {
	const items = connections.flatMap((recorded, index) => itemsOf(recorded, index));
	// Where a request and its answer have one time, the request came first.
	items.sort((a, b) => a.atUs - b.atUs || (a.sender === b.sender ? 0 : a.sender === 'client' ? -1 : 1));
	const finder = new Finder(clientTexts(items));
	for (const { sender, values } of items) for (const one of values()) finder.take(sender, one);
	return finder.correlations();
}

/** Every text the client ever sends: of what a service sends, which is mostly far more, only these need to be remembered. */
function clientTexts(items: readonly SentItem[]): Set<string> {
	const texts = new Set<string>();
	for (const { sender, values } of items) {
		if (sender !== 'client') continue;
		for (const one of values()) for (const text of textsOf(one)) texts.add(text);
	}
	return texts;
}

class Finder {
	readonly #made = new Map<string, Occurrence>();
	readonly #ofClient = new Set<string>();
	readonly #links = new Map<string, Link[]>();
	readonly #clientTexts: ReadonlySet<string>;

	constructor(clientTexts: ReadonlySet<string>) {
		this.#clientTexts = clientTexts;
	}

	take(sender: Sender, occurrence: Occurrence): void {
		const text = textOf(occurrence.value);
		if (sender === 'client') this.#uses(occurrence, textsOf(occurrence));
		else if (text !== null && this.#clientTexts.has(text)) this.#makes(occurrence, text);
	}

	correlations(): Correlation[] {
		return [...this.#links].map(([id, links]) => describe(id, links));
	}

	/** Only a value as a whole is made here; what is inside a longer text has been made elsewhere. */
	#makes(occurrence: Occurrence, text: string): void {
		if (!this.#ofClient.has(text)) this.#made.set(text, occurrence);
	}

	#uses(used: Occurrence, texts: readonly string[]): void {
		const text = texts.find((one) => this.#made.has(one));
		if (text === undefined) {
			for (const one of texts) this.#ofClient.add(one);
			return;
		}
		const made = this.#made.get(text) as Occurrence;
		if (!isTelling(made.value) && !(ID_NAME.test(nameAt(made.place)) && ID_NAME.test(nameAt(used.place)))) return;
		const id = `${printPlace(made)} -> ${printPlace(used)}`;
		const links = this.#links.get(id);
		if (links === undefined) this.#links.set(id, [{ made, used, text }]);
		else links.push({ made, used, text });
	}
}

/** The value as text, then its parts if it may have some. */
function textsOf({ value, place }: Occurrence): string[] {
	const text = textOf(value);
	if (text === null) return [];
	const parts =
		place.part !== 'payload' || text.length >= LONG_TEXT ? SEPARATORS.flatMap((one) => text.split(one)) : [];
	return [text, ...parts.filter((part) => part.length >= MIN_TEXT && part !== text)];
}

function textOf(value: JsonValue): string | null {
	if (typeof value === 'string') return value === '' ? null : value;
	if (typeof value === 'number') return String(value);
	return isJsonNumber(value) ? value.$number : null;
}

/** Nobody writes such a value by hand, so that it comes twice is no accident. */
function isTelling(value: JsonValue): boolean {
	if (typeof value === 'number') return Math.abs(value) >= MIN_NUMBER;
	if (typeof value !== 'string') return true;
	if (/\s/.test(value)) return false;
	return (value.length >= MIN_TEXT && /\d/.test(value)) || value.length >= LONG_TEXT;
}

function describe(id: string, links: readonly Link[]): Correlation {
	const [{ made, used, text }] = links as [Link];
	const values = new Set(links.map((link) => link.text)).size;
	const [from, to] = [printPlace(made), printPlace(used)];
	const times = links.length === 1 ? 'once' : `${links.length} times`;
	const different = values > 1 ? `, ${values} different values` : '';
	return {
		id,
		from,
		to,
		links,
		values,
		example: text,
		evidence: `Made by the service in ${from}, sent ${times} in ${to}${different}.`,
	};
}
