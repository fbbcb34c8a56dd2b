import { createParser, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { Span } from '../traffic/timeline/time-scale.ts';

export const TABS = ['payload', 'diff', 'exchange', 'bytes', 'timing', 'overview', 'handshake', 'body'] as const;
export type TrafficTab = (typeof TABS)[number];

export const RANGES = ['all', '15m', '1h', '24h'] as const;
export type TrafficRange = (typeof RANGES)[number];

/** A stretch of time as 'ISO..ISO', both with milliseconds. */
const parseAsSpan = createParser<Span>({
	parse(text) {
		const [from, to] = text.split('..').map((iso) => Date.parse(iso) * 1000);
		return from !== undefined && to !== undefined && from < to ? { fromUs: from, toUs: to } : null;
	},
	serialize: ({ fromUs, toUs }) => `${iso(Math.floor(fromUs / 1000))}..${iso(Math.ceil(toUs / 1000))}`,
	eq: (a, b) => a.fromUs === b.fromUs && a.toUs === b.toUs,
});

/** A frame of a connection as 'connection:number', counted from 1. */
const parseAsFrameRef = createParser<{ connectionId: string; number: number }>({
	parse(text) {
		const [connectionId, number] = text.split(':');
		return connectionId && Number(number) >= 1 ? { connectionId, number: Number(number) } : null;
	},
	serialize: ({ connectionId, number }) => `${connectionId}:${number}`,
	eq: (a, b) => a.connectionId === b.connectionId && a.number === b.number,
});

/** Positive and whole: frames are counted from 1. */
const parseAsNumber = createParser<number>({
	parse: (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null),
	serialize: String,
});

/** '1' or '0'. */
const parseAsSwitch = createParser<boolean>({
	parse: (text) => (text === '1' ? true : text === '0' ? false : null),
	serialize: (value) => (value ? '1' : '0'),
});

/** What the traffic page keeps in its query string (ui.md 4.1), in this order. Defaults are left out. */
export const TRAFFIC_PARAMS = {
	/** Filter, canonical. */
	q: parseAsString.withDefault(''),
	/** How far back connections are listed. */
	r: parseAsStringLiteral(RANGES).withDefault('all'),
	/** Brush. */
	t: parseAsSpan,
	/** Connection. */
	c: parseAsString,
	/** HTTP exchange of that connection, from 1. */
	x: parseAsNumber,
	/** Frame of that connection, from 1. */
	f: parseAsNumber,
	tab: parseAsStringLiteral(TABS),
	/** Field of the payload, a JSONPath. */
	p: parseAsString,
	/** Time style. */
	ts: parseAsStringLiteral(['abs', 'rel', 'delta'] as const).withDefault('abs'),
	/** Follows the end: false turns it off. */
	live: parseAsSwitch.withDefault(true),
	/** Frame marked for comparison. */
	a: parseAsFrameRef,
};

/** What the comparison page keeps. */
export const COMPARE_PARAMS = {
	a: parseAsFrameRef,
	b: parseAsFrameRef,
};

function iso(ms: number): string {
	return new Date(ms).toISOString();
}
