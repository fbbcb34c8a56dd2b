import { isJsonNumber, type JsonValue, stringifyJson } from '@refrain/traffic';
import { canonicalJson } from '../values/field-mask.ts';
import {
	entriesOf,
	type GeneralPath,
	isContainer,
	printPath,
	type ValuePath,
	valueAt,
	visitValues,
} from '../values/value-path.ts';

/**
 * A place in a server message that took its value from the client message it answers.
 * `equal`: the same value or subtree; `inside`: a text that contains the client's; `as-text`: the client's number as text.
 */
export interface Link {
	readonly serverPath: ValuePath;
	readonly clientPath: ValuePath;
	readonly serverGeneral: GeneralPath;
	readonly clientGeneral: GeneralPath;
	readonly form: 'equal' | 'inside' | 'as-text';
}

interface ClientNode {
	readonly path: ValuePath;
	readonly general: GeneralPath;
	readonly value: JsonValue;
}

/** More places of equal value than this say nothing about which one was meant. */
const MAX_ALTERNATIVES = 16;
const MAX_INSIDE_CANDIDATES = 64;

/** Every way in which places of the server's value may come from the client's, likeliest first for each place. */
function findLinks(client: JsonValue, server: JsonValue): Link[] {
	const nodes = collectNodes(client);
	const links: Link[] = [];
	visitValues(server, ({ path, general, value }) => {
		const found = linksTo({ path, general, value }, nodes);
		links.push(...found);
		return found.length === 0;
	});
	return links;
}

interface ClientNodes {
	readonly byValue: Map<string, ClientNode[]>;
	/** Texts long enough to be recognised inside others. */
	readonly texts: ClientNode[];
}

function collectNodes(client: JsonValue): ClientNodes {
	const byValue = new Map<string, ClientNode[]>();
	const texts: ClientNode[] = [];
	visitValues(client, (node) => {
		if (isContainer(node.value) && entriesOf(node.value).length === 0) return false;
		const key = canonicalJson(node.value);
		const known = byValue.get(key);
		if (known === undefined) byValue.set(key, [node]);
		else if (known.length < MAX_ALTERNATIVES) known.push(node);
		if (texts.length < MAX_INSIDE_CANDIDATES && mayStandInside(node.value)) texts.push(node);
		return true;
	});
	return { byValue, texts };
}

function linksTo(server: ClientNode, { byValue, texts }: ClientNodes): Link[] {
	const { value } = server;
	if (isContainer(value) && entriesOf(value).length === 0) return [];
	const equal = (byValue.get(canonicalJson(value)) ?? []).filter((client) => mayBeTaken(client, server));
	if (equal.length > 0) return rank(equal, server).map((client) => toLink(client, server, 'equal'));
	if (typeof value !== 'string') return [];
	const asNumber = /^-?\d{2,}$/.test(value) ? (byValue.get(value) ?? []) : [];
	if (asNumber.length > 0) return rank(asNumber, server).map((client) => toLink(client, server, 'as-text'));
	if (value.length > 10_000) return [];
	const inside = texts.filter((client) => value.includes(textOf(client.value)));
	// The longest text that fits is the likeliest source.
	inside.sort((a, b) => textOf(b.value).length - textOf(a.value).length);
	return inside.map((client) => toLink(client, server, 'inside'));
}

function toLink(client: ClientNode, server: ClientNode, form: Link['form']): Link {
	return {
		serverPath: server.path,
		clientPath: client.path,
		serverGeneral: server.general,
		clientGeneral: client.general,
		form,
	};
}

/** Small numbers and short words are equal by chance; under the same name they hardly are. */
function mayBeTaken(client: ClientNode, server: ClientNode): boolean {
	if (isContainer(server.value)) return true;
	if (typeof server.value === 'boolean' || server.value === null) return false;
	return lastName(client.path) === lastName(server.path) || isTelling(server.value, 3);
}

function isTelling(value: JsonValue, length: number): boolean {
	if (typeof value === 'string') return value.length >= length && value.length <= 400;
	if (isJsonNumber(value)) return true;
	return typeof value === 'number' && length <= 3 && Math.abs(value) >= 10;
}

/** Long enough to be recognised inside a text; objects stand there as compact JSON. */
function mayStandInside(value: JsonValue): boolean {
	if (isContainer(value)) return entriesOf(value).length > 0 && textOf(value).length <= 10_000;
	return isTelling(value, 4);
}

function lastName(path: ValuePath): string | number {
	return path.at(-1) ?? '';
}

function rank(clients: readonly ClientNode[], server: ClientNode): ClientNode[] {
	const wholePath = printPath(server.general);
	const name = lastName(server.path);
	const worth = ({ path, general }: ClientNode) =>
		(printPath(general) === wholePath ? 4 : 0) + (lastName(path) === name ? 2 : 0) + (path.length === 0 ? 1 : 0);
	return [...clients].sort((a, b) => worth(b) - worth(a) || a.path.length - b.path.length);
}

/** A recorded client message and one server message that answered it. */
export interface RecordedPair {
	readonly client: JsonValue;
	readonly server: JsonValue;
}

/**
 * Keeps for each place the likeliest source that no other pair of the same kinds contradicts: a page number that equals
 * a count in one answer and not in the next was no link.
 */
export function settleLinks(pairs: readonly RecordedPair[]): Link[][] {
	const proposed = pairs.map(({ client, server }) => findLinks(client, server));
	const ways = new Map<string, Link>();
	for (const link of proposed.flat()) ways.set(wayOf(link), link);
	const refuted = new Set<string>();
	// Links through lists hold for the pair they were seen in only; the others must hold wherever both places exist.
	for (const [way, link] of ways) {
		if (link.serverGeneral.includes(null) || link.clientGeneral.includes(null)) continue;
		if (pairs.some((pair) => contradicts(link, pair))) refuted.add(way);
	}
	return proposed.map((links) => firstPerPlace(links.filter((link) => !refuted.has(wayOf(link)))));
}

function wayOf({ serverGeneral, clientGeneral, form }: Link): string {
	return `${printPath(serverGeneral)}<${printPath(clientGeneral)}<${form}`;
}

function contradicts({ serverPath, clientPath, form }: Link, { client, server }: RecordedPair): boolean {
	const [from, to] = [valueAt(client, clientPath), valueAt(server, serverPath)];
	if (from === undefined || to === undefined) return false;
	if (form === 'equal') return canonicalJson(from) !== canonicalJson(to);
	if (typeof to !== 'string') return true;
	return form === 'as-text' ? to !== textOf(from) : !to.includes(textOf(from));
}

function firstPerPlace(links: readonly Link[]): Link[] {
	const places = new Map<string, Link>();
	for (const link of links) {
		const place = printPath(link.serverPath);
		if (!places.has(place)) places.set(place, link);
	}
	return [...places.values()];
}

/** A text as it is, a number in its digits, all else as compact JSON. */
export function textOf(value: JsonValue): string {
	return typeof value === 'string' ? value : stringifyJson(value);
}
