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

/** Everything a side sent on a connection, value by value: payload fields, headers, cookies, query. */
export function* occurrencesOf(
	recorded: RecordedConnection,
	connection: number,
): Generator<Occurrence & { sender: Sender }> {
	yield* requestOccurrencesOf(recorded, connection);
	const { messages, decoded } = decodeConnection(recorded);
	for (const { n, sender, type, atUs } of messages) {
		const meaning = decoded[n];
		if (meaning === undefined || (type !== 'text' && type !== 'binary')) continue;
		for (const { location, value } of leaves(meaning.value)) {
			const place: PlacePart = { part: 'payload', location };
			yield { connection, item: { type: 'message', n }, place, kind: meaning.kind, value, atUs, sender };
		}
	}
}

/** The same of the handshake and the HTTP exchanges alone. */
export function* requestOccurrencesOf(
	recorded: RecordedConnection,
	connection: number,
): Generator<Occurrence & { sender: Sender }> {
	const { handshake } = recorded.connection;
	if (handshake !== null) yield* handshakeOccurrences(handshake, connection);
	for (const exchange of recorded.http) yield* httpOccurrences(exchange, connection);
}

type Found = { place: PlacePart; value: JsonValue };

function* handshakeOccurrences(handshake: Handshake, connection: number): Generator<Occurrence & { sender: Sender }> {
	const base = { connection, item: { type: 'handshake' } as const, kind: 'handshake' };
	const { request, requestAtUs, response, responseAtUs } = handshake;
	for (const found of requestValues(request.target, request.headers))
		yield { ...base, ...found, atUs: requestAtUs, sender: 'client' };
	if (response === null) return;
	for (const found of responseValues(response.headers))
		yield { ...base, ...found, atUs: responseAtUs ?? requestAtUs, sender: 'server' };
}

function* httpOccurrences(exchange: HttpExchange, connection: number): Generator<Occurrence & { sender: Sender }> {
	const { n, request, requestBody, requestAtUs, response, responseBody, endedAtUs } = exchange;
	const path = request.target.split('?')[0];
	const base = { connection, item: { type: 'http', n } as const, kind: `${request.method} ${path}` };
	const sent = [...requestValues(request.target, request.headers), ...bodyValues(requestBody)];
	for (const found of sent) yield { ...base, ...found, atUs: requestAtUs, sender: 'client' };
	if (response === null) return;
	const got = [...responseValues(response.headers), ...bodyValues(responseBody)];
	for (const found of got) yield { ...base, ...found, atUs: endedAtUs ?? requestAtUs, sender: 'server' };
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
	if (!parsed?.ok) return;
	for (const { location, value } of leaves(parsed.value)) yield { place: { part: 'payload', location }, value };
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
