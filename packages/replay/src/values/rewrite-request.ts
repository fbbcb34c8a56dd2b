import type { Headers } from '@refrain/protocol';
import type { JsonValue } from '@refrain/traffic';
import type { Replacement } from './replacement.ts';
import { replaceIn, textOf } from './rewrite-payload.ts';

export interface RequestParts {
	target: string;
	headers: Headers;
}

/** A request head with live values in its target, headers, cookies and subprotocols. */
export function rewriteRequest(request: RequestParts, replacements: readonly Replacement[]): RequestParts {
	return replacements.reduce(rewriteOne, request);
}

function rewriteOne({ target, headers }: RequestParts, replacement: Replacement): RequestParts {
	if (replacement.live === undefined) return { target, headers };
	const { place } = replacement.link.used;
	switch (place.part) {
		case 'payload':
			return { target, headers };
		case 'target':
			return { target: inPath(target, replacement), headers };
		case 'query':
			return { target: inQuery(target, place.name, replacement), headers };
		case 'cookie':
			return { target, headers: inHeader(headers, 'cookie', (value) => inCookie(value, place.name, replacement)) };
		case 'subprotocol':
			return { target, headers: inHeader(headers, 'sec-websocket-protocol', (value) => inText(value, replacement)) };
		case 'header':
			return { target, headers: inHeader(headers, place.name, (value) => inText(value, replacement)) };
	}
}

function inText(text: string, replacement: Replacement): string {
	return textOf(replaceIn(text, replacement));
}

function inPath(target: string, replacement: Replacement): string {
	const [path = '', query] = target.split(/\?(.*)/s);
	const encoded = { ...replacement, live: encodeURIComponent(textOf(replacement.live as JsonValue)) };
	return inText(path, encoded) + (query === undefined ? '' : `?${query}`);
}

function inQuery(target: string, name: string, replacement: Replacement): string {
	const [path = '', query = ''] = target.split(/\?(.*)/s);
	const pairs = query.split('&').map((pair) => {
		const at = pair.indexOf('=');
		if (at < 0 || pair.slice(0, at) !== name) return pair;
		return `${name}=${encodeURIComponent(inText(decoded(pair.slice(at + 1)), replacement))}`;
	});
	return `${path}?${pairs.join('&')}`;
}

function inCookie(header: string, name: string, replacement: Replacement): string {
	return header
		.split(';')
		.map((pair) => (pair.split('=')[0]?.trim() === name ? inText(pair, replacement) : pair))
		.join(';');
}

function inHeader(headers: Headers, name: string, change: (value: string) => string): Headers {
	return headers.map(([field, value]): [string, string] => [
		field,
		field.toLowerCase() === name ? change(value) : value,
	]);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
