import type { JsonValue } from '@refrain/traffic';
import type { Comparison, ConnectionComparison, RawDifference } from '../compare/comparison.ts';
import { jsonEqual } from '../json/json-equal.ts';
import type { Suggest } from '../judge/causes.ts';
import type { PathSegment } from '../paths/field-path.ts';
import { valueAt } from '../paths/value-at.ts';
import type { FieldValues, ValuePair } from './classifiers/classifier.ts';
import { CLASSIFIERS } from './classifiers/index.ts';

/** More values than this do not make a classification surer. */
const MAX_PAIRS = 5_000;

/**
 * Proposes, for a field that differs, the safest check that covers everything seen of it. Only changed values are looked at: a field
 * that is new, gone or of another type is never noise.
 */
export function fieldSuggester(comparisons: readonly Comparison[]): Suggest {
	const connections = comparisons.flatMap((one) => one.connections);
	const clientValues = new Map<ConnectionComparison, Map<string, number>>();
	return (difference, { kind, sender }) => {
		if (difference.type !== 'changed' || !difference.path.startsWith('$')) return null;
		const field = fieldValues(connections, { kind, path: difference.generalPath }, clientValues);
		if (field.differing.length === 0) return null;
		for (const classifier of CLASSIFIERS) {
			const proposal = classifier.propose(field);
			if (proposal !== null) return { path: difference.generalPath, kind, sender, ...proposal };
		}
		return null;
	};
}

interface Field {
	kind: string;
	path: string;
}

/** A pair with where its two values stand, so that a value which takes part in several comparisons counts once. */
interface PlacedPair extends ValuePair {
	places: readonly [expected: string, observed: string];
}

function fieldValues(
	connections: readonly ConnectionComparison[],
	field: Field,
	clientValues: Map<ConnectionComparison, Map<string, number>>,
): FieldValues {
	const sources = new Map<unknown, number>();
	const series = connections.map((one) => seriesOf(one, field, (source) => numberOf(source, sources)));
	const pairs = series.flat().slice(0, MAX_PAIRS);
	const differing = pairs.filter(({ expected, observed }) => !jsonEqual(expected, observed));
	const values = new Map<string, JsonValue>();
	for (const { expected, observed, places } of pairs) values.set(places[0], expected).set(places[1], observed);
	return {
		name: lastKey(connections, field),
		pairs,
		differing,
		values: [...values.values()],
		series,
		sentLater: (value) =>
			connections.some((one) => {
				const known = clientValues.get(one) ?? valuesOfClient(one);
				clientValues.set(one, known);
				return known.has(JSON.stringify(value));
			}),
	};
}

function numberOf(source: unknown, sources: Map<unknown, number>): number {
	const known = sources.get(source) ?? sources.size;
	sources.set(source, known);
	return known;
}

/** The field's values of one connection, in order of time. Below arrays only differing items are known by their path. */
function seriesOf(one: ConnectionComparison, { kind, path }: Field, number: (source: unknown) => number): PlacedPair[] {
	const found: PlacedPair[] = [];
	const location = plainLocation(one, path);
	const [left, right] = [number(one.expected.recorded.frames), number(one.observed?.recorded.frames)];
	for (const [n, { observed, differences }] of [...one.pairs].sort(([a], [b]) => a - b)) {
		if (observed === null || one.expected.decoded[n]?.kind !== kind) continue;
		const places = [`${left}:${n}`, `${right}:${observed}`] as const;
		if (location === null) {
			for (const [index, pair] of changes(differences, path).entries()) {
				found.push({ ...pair, places: [`${places[0]}:${index}`, `${places[1]}:${index}`] });
			}
			continue;
		}
		const [before, after] = [one.expected.decoded[n]?.value, one.observed?.decoded[observed]?.value];
		const pair = [valueAt(before as JsonValue, location), valueAt(after as JsonValue, location)] as const;
		if (pair[0] !== undefined && pair[1] !== undefined) found.push({ expected: pair[0], observed: pair[1], places });
	}
	return [...found, ...httpSeries(one, { kind, path }, number)];
}

function httpSeries(
	one: ConnectionComparison,
	{ kind, path }: Field,
	number: (source: unknown) => number,
): PlacedPair[] {
	const [left, right] = [number(one.expected.recorded.http), number(one.observed?.recorded.http)];
	return one.expected.recorded.http
		.filter(({ request }) => `${request.method} ${request.target}` === kind)
		.flatMap(({ n }) =>
			changes(one.http.get(n)?.differences ?? [], path).map((pair, index) => ({
				...pair,
				places: [`${left}:${n}:${index}`, `${right}:${n}:${index}`] as const,
			})),
		);
}

function changes(differences: readonly RawDifference[], path: string): ValuePair[] {
	return differences
		.filter(({ generalPath, type }) => generalPath === path && type === 'changed')
		.map(({ expected, observed }) => ({ expected, observed }) as ValuePair);
}

/** The path's steps when it has no index, from a difference that has it. */
function plainLocation(one: ConnectionComparison, path: string): readonly PathSegment[] | null {
	for (const { differences } of one.pairs.values()) {
		const found = differences.find(({ generalPath }) => generalPath === path);
		if (found === undefined || typeof found.location === 'string') continue;
		return found.location.some((segment) => typeof segment === 'number') ? null : found.location;
	}
	return null;
}

function lastKey(connections: readonly ConnectionComparison[], { path }: Field): string {
	for (const one of connections) {
		const location = plainLocation(one, path);
		if (location !== null) return String(location.at(-1) ?? '');
	}
	return /([\w-]+)(\[\*\])*$/.exec(path)?.[1] ?? '';
}

/** Every text and number the client sent, as JSON. */
function valuesOfClient({ expected }: ConnectionComparison): Map<string, number> {
	const values = new Map<string, number>();
	for (const n of expected.clientMessages) collect(expected.decoded[n]?.value ?? null, n, values);
	return values;
}

function collect(value: JsonValue, n: number, values: Map<string, number>): void {
	if (typeof value === 'string' || typeof value === 'number') values.set(JSON.stringify(value), n);
	else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, n, values);
}
