import type { JsonValue } from '@refrain/traffic';
import { type PathSegment, printGeneralPath } from '../paths/field-path.ts';

/** Which part of a conversation a value is in. */
export type PlacePart =
	/** A payload: of a message, or an HTTP body that is JSON. */
	| { part: 'payload'; location: readonly PathSegment[] }
	| { part: 'header'; name: string }
	| { part: 'cookie'; name: string }
	| { part: 'query'; name: string }
	/** The path of a request target. */
	| { part: 'target' }
	| { part: 'subprotocol' };

/** One value where it was sent. */
export interface Occurrence {
	/** Index of the connection in the snapshot. */
	connection: number;
	item: { type: 'message'; n: number } | { type: 'handshake' } | { type: 'http'; n: number };
	place: PlacePart;
	/** Kind of the message, label of the request. */
	kind: string;
	value: JsonValue;
	atUs: number;
}

/** 'welcome $.token', 'handshake cookie sid', 'GET /login $.token' */
export function printPlace({ kind, place }: Pick<Occurrence, 'kind' | 'place'>): string {
	switch (place.part) {
		case 'payload':
			return `${kind} ${printGeneralPath(place.location)}`;
		case 'header':
		case 'cookie':
		case 'query':
			return `${kind} ${place.part} ${place.name}`;
		default:
			return `${kind} ${place.part}`;
	}
}

/** The name that a value goes by at its place: the last key of a path, the name of a header. */
export function nameAt(place: PlacePart): string {
	if (place.part === 'payload') return String(place.location.findLast((segment) => typeof segment === 'string') ?? '');
	return 'name' in place ? place.name : '';
}

/** Names one occurrence among all of a snapshot. */
export function occurrenceKey({ connection, item, place }: Occurrence): string {
	return JSON.stringify([connection, item, place]);
}
