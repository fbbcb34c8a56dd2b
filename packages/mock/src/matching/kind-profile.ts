import type { JsonValue } from '@refrain/traffic';
import type { Candidate, ScriptedSend } from '../script/script.ts';
import { FieldMask } from '../values/field-mask.ts';
import { type GeneralPath, leavesOf, printPath, type Visited } from '../values/value-path.ts';
import { isVolatile, mayBeVolatile } from '../values/volatile-value.ts';

/** What the recording says about the client messages of one kind. */
export interface KindProfile {
	/** Fields that are new on every run: clock readings, tokens, the correlation id. Only their type counts. */
	readonly changing: readonly GeneralPath[];
	/** Fields that do not select the answer: it takes them over, or stays the same whatever they are. They do not count. */
	readonly free: readonly GeneralPath[];
}

/** Looks at this many messages of a kind; more tell nothing new. */
const MAX_EXAMPLES = 500;

/** @param groups client messages of all connections that may answer for each other, by kind */
export function profileKinds(groups: ReadonlyMap<string, readonly Candidate[]>): Map<string, KindProfile> {
	const idsAreUnique = plainIdsAreUnique(groups);
	const profiles = new Map<string, KindProfile>();
	for (const [kind, candidates] of groups) {
		const examples = candidates.slice(0, MAX_EXAMPLES);
		const fields = collectFields(examples, idsAreUnique);
		const changing = [...fields.values()].filter((field) => field.changing || field.isId).map(({ path }) => path);
		profiles.set(kind, { changing, free: freeFields(examples, fields) });
	}
	return profiles;
}

/** A field called id that never has the same value in messages of several kinds numbers the messages. */
function plainIdsAreUnique(groups: ReadonlyMap<string, readonly Candidate[]>): boolean {
	if (groups.size < 2) return false;
	const perScript = new Map<unknown, { count: number; ids: Set<string>; kinds: Set<string> }>();
	for (const { script, decoded } of [...groups.values()].flat()) {
		const id = decoded.correlationId;
		if (id === null || !id.startsWith('id=')) continue;
		const seen = perScript.get(script) ?? { count: 0, ids: new Set(), kinds: new Set() };
		perScript.set(script, { count: seen.count + 1, ids: seen.ids.add(id), kinds: seen.kinds.add(decoded.kind) });
	}
	const enough = [...perScript.values()].some(({ count, kinds }) => count >= 3 && kinds.size >= 2);
	return enough && [...perScript.values()].every(({ count, ids }) => ids.size === count);
}

interface Field {
	readonly path: GeneralPath;
	readonly values: Set<JsonValue>;
	/** Every value seen is of a sort that is new on every run. */
	changing: boolean;
	/** It is what the decoder correlates by, and its values are made to be ids. */
	isId: boolean;
}

function collectFields(examples: readonly Candidate[], idsAreUnique: boolean): Map<string, Field> {
	const fields = new Map<string, Field>();
	for (const { message, decoded } of examples) {
		for (const { general, value } of leavesOf(decoded.value)) {
			const key = printPath(general);
			const field = fields.get(key) ?? { path: general, values: new Set(), changing: true, isId: false };
			field.values.add(typeof value === 'object' ? JSON.stringify(value) : value);
			field.changing &&= isVolatile(value, message.atUs) || (isIdName(general) && mayBeVolatile(value, message.atUs));
			fields.set(key, field);
		}
	}
	for (const path of idPaths(examples, idsAreUnique)) {
		const field = fields.get(printPath(path));
		if (field !== undefined) field.isId = true;
	}
	return fields;
}

/** Names of what clients make up anew for each connection or message; for others a short id may be that of a thing. */
const ID_NAME =
	/^(client|request|session|trace|span|transaction|message|msg|correlation)_?id$|^(nonce|token|guid|uuid|jti|csrf)$/i;

function isIdName(path: GeneralPath): boolean {
	const name = path.at(-1);
	return typeof name === 'string' && ID_NAME.test(name);
}

/**
 * Where the correlation ids of these messages are. A decoder that knows the protocol is believed; the JSON decoder only
 * proposes `name=value`, and a field called id may as well be the id of a thing that is asked for: it is believed when its
 * values count upwards, number the messages of several kinds, or are not needed to tell which answer belongs to what.
 */
function idPaths(examples: readonly Candidate[], idsAreUnique: boolean): GeneralPath[] {
	const paths = new Map<string, { path: GeneralPath; ids: string[] }>();
	let guessed = false;
	let asking = 0;
	for (const { decoded } of examples) {
		if (decoded.correlationId === null) continue;
		asking += 1;
		guessed ||= decoded.decoder === 'json';
		for (const { general, value } of leavesOf(decoded.value)) {
			if (!isIdAt(decoded.correlationId, general, value)) continue;
			const key = printPath(general);
			const known = paths.get(key) ?? { path: general, ids: [] };
			known.ids.push(String(value));
			paths.set(key, known);
		}
	}
	const isBelieved = ({ path, ids }: { path: GeneralPath; ids: readonly string[] }) =>
		!guessed || path.at(-1) !== 'id' || idsAreUnique || areCounted(ids) || isNotNeeded(examples, path);
	// A value that equals the id by chance does not do so in every message; of several that do, the one named so is meant.
	const always = [...paths.values()].filter(({ ids }) => ids.length === asking);
	const named = always.filter(({ path }) => /id$/i.test(String(path.at(-1))));
	return (named.length > 0 ? named : always).filter(isBelieved).map(({ path }) => path);
}

/** True when messages that differ in this field alone got the same answer, and there are several messages to tell from. */
function isNotNeeded(examples: readonly Candidate[], path: GeneralPath): boolean {
	if (examples.length < 2) return false;
	const without = new FieldMask().add(path, 'skip');
	const answers = new Map<string, string>();
	for (const candidate of examples) {
		const rest = without.canonical(candidate.decoded.value);
		const remainder = answerRemainder(candidate);
		if ((answers.get(rest) ?? remainder) !== remainder) return false;
		answers.set(rest, remainder);
	}
	return true;
}

function isIdAt(correlationId: string, path: GeneralPath, value: JsonValue): boolean {
	if (typeof value !== 'string' && typeof value !== 'number') return false;
	const text = String(value);
	return correlationId === text || correlationId === `${String(path.at(-1) ?? '')}=${text}`;
}

function areCounted(ids: readonly string[]): boolean {
	if (ids.length < 2 || new Set(ids).size < ids.length) return false;
	const numbers = ids.map(Number);
	return numbers.every((id, at) => at === 0 || id > (numbers[at - 1] as number));
}

function freeFields(examples: readonly Candidate[], fields: ReadonlyMap<string, Field>): GeneralPath[] {
	const remainders = new Set(examples.map(answerRemainder));
	// The answers differ in more than they take over, so something selects them; which field does is not known.
	if (remainders.size !== 1) return [];
	const varying = [...fields.values()].filter(({ values }) => values.size > 1).map(({ path }) => path);
	const linked = linkedFields(examples);
	const derived = examples.every((candidate) => candidate.answers.length > 0 && candidate.answers.every(isDerived));
	return [...varying, ...linked.filter((path) => derived || (fields.get(printPath(path))?.values.size ?? 0) > 1)];
}

/** Client fields that every one of these messages' answers takes over. */
function linkedFields(examples: readonly Candidate[]): GeneralPath[] {
	const perExample = examples.map(
		({ answers }) =>
			new Map(
				answers.flatMap(({ links }) =>
					links.map(({ clientGeneral }) => [printPath(clientGeneral), clientGeneral] as const),
				),
			),
	);
	const [first, ...others] = perExample;
	return [...(first ?? [])].filter(([key]) => others.every((other) => other.has(key))).map(([, path]) => path);
}

/** What of the answers neither comes from the client message nor changes anyway. */
function answerRemainder({ answers }: Candidate): string {
	return answers.map((answer) => `${answer.decoded.kind} ${maskOf(answer).canonical(answer.decoded.value)}`).join('\n');
}

function maskOf({ decoded, message, links }: ScriptedSend): FieldMask {
	const mask = new FieldMask();
	for (const { serverGeneral } of links) mask.add(serverGeneral, 'skip');
	for (const { general, value } of leavesOf(decoded.value)) {
		if (mayBeVolatile(value, message.atUs)) mask.add(general, 'skip');
	}
	return mask;
}

/** Words that report success and say nothing of their own. */
const SUCCESS = /^(ok|okay|success|succeeded|true|accepted|acknowledged|done|ack|yes)$/i;

/** True when an answer consists of what it took over, of names, and of what changes anyway: it answers any value alike. */
function isDerived(send: ScriptedSend): boolean {
	if (send.links.length === 0) return false;
	const mask = maskOf(send);
	const words = new Set(send.decoded.kind.split(' '));
	return leavesOf(send.decoded.value).every((leaf) => mask.covers(leaf.general) || saysNothing(leaf, words));
}

function saysNothing({ path, value }: Visited, words: ReadonlySet<string>): boolean {
	if (value === null || value === '' || typeof value === 'boolean') return true;
	// A length follows from what it is the length of.
	if (path.at(-1) === 'content-length') return true;
	return typeof value === 'string' && (words.has(value) || SUCCESS.test(value));
}
