import type { Headers } from '@refrain/protocol';
import type { Replacement } from './replacement.ts';
import { replaceIn, textOf } from './rewrite-payload.ts';

export interface RequestParts {
	target: string;
	headers: Headers;
}

/** The parts of a request head that can be changed. */
export type RequestPlace = { part: 'target' | 'subprotocol' } | { part: 'query' | 'cookie' | 'header'; name: string };

/** A request head with live values in its target, headers, cookies and subprotocols. */
export function rewriteRequest(request: RequestParts, replacements: readonly Replacement[]): RequestParts {
	return replacements.reduce((changed, replacement) => {
		const { place } = replacement.link.used;
		if (replacement.live === undefined || place.part === 'payload') return changed;
		// What stands in the path is written as one segment of it.
		const live = place.part === 'target' ? encodeURIComponent(textOf(replacement.live)) : replacement.live;
		return rewritePart(changed, place, (text) => textOf(replaceIn(text, { ...replacement, live })));
	}, request);
}

/** A request head with one part changed; `change` gets the text without the encoding of its place. */
export function rewritePart(
	{ target, headers }: RequestParts,
	place: RequestPlace,
	change: (text: string) => string,
): RequestParts {
	switch (place.part) {
		case 'target':
			return { target: inPath(target, change), headers };
		case 'query':
			return { target: inQuery(target, place.name, change), headers };
		case 'cookie':
			return { target, headers: inHeader(headers, 'cookie', (value) => inCookie(value, place.name, change)) };
		case 'subprotocol':
			return { target, headers: inHeader(headers, 'sec-websocket-protocol', change) };
		case 'header':
			return { target, headers: inHeader(headers, place.name, change) };
	}
}

function inPath(target: string, change: (text: string) => string): string {
	const [path = '', query] = target.split(/\?(.*)/s);
	return change(path) + (query === undefined ? '' : `?${query}`);
}

function inQuery(target: string, name: string, change: (text: string) => string): string {
	const [path = '', query = ''] = target.split(/\?(.*)/s);
	const pairs = query.split('&').map((pair) => {
		const at = pair.indexOf('=');
		if (at < 0 || pair.slice(0, at) !== name) return pair;
		return `${name}=${encodeURIComponent(change(decoded(pair.slice(at + 1))))}`;
	});
	return `${path}?${pairs.join('&')}`;
}

function inCookie(header: string, name: string, change: (text: string) => string): string {
	return header
		.split(';')
		.map((pair) => {
			const at = pair.indexOf('=');
			return at >= 0 && pair.slice(0, at).trim() === name ? `${pair.slice(0, at)}=${change(pair.slice(at + 1))}` : pair;
		})
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
