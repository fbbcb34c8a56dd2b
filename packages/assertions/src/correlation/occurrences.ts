import {
	decodeConnection,
	decodeUtf8,
	type Handshake,
	type HttpExchange,
	isJsonNumber,
	type JsonValue,
	parseJson,
	type RecordedConnection,
	type Sender,
} from '@refrain/traffic';
import type { PathSegment } from '../paths/field-path.ts';
import type { Occurrence, PlacePart } from './place.ts';

type Headers = Handshake['request']['headers'];

/** Headers that say how a message travels; no value of theirs is anybody's id. */
const TRANSPORT_HEADERS = new Set([
	'host',
	'upgrade',
	'connection',
	'date',
	'server',
	'content-length',
	'content-type',
	'content-encoding',
	'transfer-encoding',
	'accept',
	'accept-encoding',
	'accept-language',
	'user-agent',
	'origin',
	'cache-control',
	'pragma',
	'expires',
	'age',
	'vary',
	'keep-alive',
	'sec-websocket-key',
	'sec-websocket-accept',
	'sec-websocket-version',
	'sec-websocket-extensions',
	'sec-websocket-protocol',
	'cookie',
	'set-cookie',
]);

/** Something that was sent at one time: a message, the head or body of a request or response. Its values are read when asked for. */
export interface SentItem {
	sender: Sender;
	atUs: number;
	values(): Iterable<Occurrence>;
}

/** Everything that was sent on a connection: payloads, headers, cookies, query. */
export function itemsOf(recorded: RecordedConnection, connection: number): SentItem[] {
	const { messages, decoded } = decodeConnection(recorded);
	const items = requestItemsOf(recorded, connection);
	for (const { n, sender, type, atUs } of messages) {
		const meaning = decoded[n];
		if (meaning === undefined || (type !== 'text' && type !== 'binary')) continue;
		const base = { connection, item: { type: 'message', n } as const, kind: meaning.kind, atUs };
		items.push({ sender, atUs, values: () => placed(base, payloadValues(meaning.value)) });
	}
	return items;
}

/** The same of the handshake and the HTTP exchanges alone. */
export function requestItemsOf(recorded: RecordedConnection, connection: number): SentItem[] {
	const { handshake } = recorded.connection;
	const handshakes = handshake === null ? [] : handshakeItems(handshake, connection);
	return [...handshakes, ...recorded.http.flatMap((exchange) => httpItems(exchange, connection))];
}

function* placed(base: Omit<Occurrence, 'place' | 'value'>, found: Iterable<Found>): Generator<Occurrence> {
	for (const { place, value } of found) yield { ...base, place, value };
}

function* payloadValues(value: JsonValue): Generator<Found> {
	for (const { location, value: leaf } of leaves(value)) yield { place: { part: 'payload', location }, value: leaf };
}

type Found = { place: PlacePart; value: JsonValue };

function handshakeItems(handshake: Handshake, connection: number): SentItem[] {
	const { request, requestAtUs, response, responseAtUs } = handshake;
	const base = { connection, item: { type: 'handshake' } as const, kind: 'handshake' };
	const item = (sender: Sender, atUs: number, found: () => Iterable<Found>): SentItem => ({
		sender,
		atUs,
		values: () => placed({ ...base, atUs }, found()),
	});
	const items = [item('client', requestAtUs, () => requestValues(request.target, request.headers))];
	if (response !== null)
		items.push(item('server', responseAtUs ?? requestAtUs, () => responseValues(response.headers)));
	return items;
}

function httpItems(exchange: HttpExchange, connection: number): SentItem[] {
	const { n, request, requestBody, requestAtUs, response, responseBody, endedAtUs } = exchange;
	const base = {
		connection,
		item: { type: 'http', n } as const,
		kind: `${request.method} ${request.target.split('?')[0]}`,
	};
	const item = (sender: Sender, atUs: number, found: () => Iterable<Found>): SentItem => ({
		sender,
		atUs,
		values: () => placed({ ...base, atUs }, found()),
	});
	const sent = () => [...requestValues(request.target, request.headers), ...bodyValues(requestBody)];
	const items = [item('client', requestAtUs, sent)];
	if (response !== null) {
		const got = () => [...responseValues(response.headers), ...bodyValues(responseBody)];
		items.push(item('server', endedAtUs ?? requestAtUs, got));
	}
	return items;
}

function* requestValues(target: string, headers: Headers): Generator<Found> {
	const [path = '', query = ''] = target.split(/\?(.*)/s);
	yield { place: { part: 'target' }, value: path };
	for (const [name, value] of pairs(query, '&')) yield { place: { part: 'query', name }, value: decoded(value) };
	for (const [name, value] of headers) {
		const lower = name.toLowerCase();
		if (lower === 'cookie') {
			for (const [cookie, text] of pairs(value, ';')) yield { place: { part: 'cookie', name: cookie }, value: text };
		} else if (lower === 'sec-websocket-protocol') yield { place: { part: 'subprotocol' }, value };
		else if (!TRANSPORT_HEADERS.has(lower)) yield { place: { part: 'header', name: lower }, value };
	}
}

/** The values of a response's headers and cookies. */
export function* responseValues(headers: Headers): Generator<Found> {
	for (const [name, value] of headers) {
		const lower = name.toLowerCase();
		if (lower === 'set-cookie') {
			// RFC 6265 5.2: name=value, then attributes.
			const [cookie] = pairs(value.split(';')[0] ?? '', ';');
			if (cookie !== undefined) yield { place: { part: 'cookie', name: cookie[0] }, value: cookie[1] };
		} else if (!TRANSPORT_HEADERS.has(lower)) yield { place: { part: 'header', name: lower }, value };
	}
}

function* bodyValues(body: Uint8Array): Generator<Found> {
	const text = body.length === 0 ? null : decodeUtf8(body);
	const parsed = text === null ? null : parseJson(text);
	if (parsed?.ok) yield* payloadValues(parsed.value);
}

function pairs(text: string, separator: string): [string, string][] {
	return text
		.split(separator)
		.map((pair): [string, string] => [pair.split('=')[0]?.trim() ?? '', pair.slice(pair.indexOf('=') + 1).trim()])
		.filter(([name]) => name !== '');
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/** Every text and number in a value, with where it is. */
function* leaves(
	value: JsonValue,
	location: readonly PathSegment[] = [],
): Generator<{ location: readonly PathSegment[]; value: JsonValue }> {
	if (typeof value === 'string' || typeof value === 'number' || isJsonNumber(value)) yield { location, value };
	else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...location, index]);
	else if (typeof value === 'object' && value !== null) {
		for (const [key, member] of Object.entries(value)) yield* leaves(member as JsonValue, [...location, key]);
	}
}
