import { type JsonValue, stringifyJson } from '@refrain/traffic';
import { parseValuePath } from '../values/ignore-path.ts';
import { valueAt } from '../values/value-path.ts';

/** What templates may speak of. */
export interface TemplateContext {
	/** Decoded value of the message that the rule acts on; null when there is none. */
	readonly message: JsonValue;
	readonly state: ReadonlyMap<string, JsonValue>;
	readonly counters: ReadonlyMap<string, number>;
	/** Number of the connection, from 1. */
	readonly connection: number;
	readonly nowUs: number;
	/** [0, 1) */
	readonly random: () => number;
}

const HOLE = /\{\{\s*([^{}]+?)\s*\}\}/g;
const ONLY_HOLE = /^\{\{\s*([^{}]+?)\s*\}\}$/;

/**
 * Fills `{{...}}` in every text of a value: `message` and `message.a.b`, `state.name`, `counter.name`, `connection`,
 * `now` (ISO), `now.ms`, `now.s`, `uuid`, `random 1 6`. A text that is one hole becomes the value itself, so that numbers
 * and objects stay what they are. What is not known becomes null, inside a longer text nothing.
 */
export function fillTemplate(template: JsonValue, context: TemplateContext): JsonValue {
	if (typeof template === 'string') return fillText(template, context);
	if (Array.isArray(template)) return template.map((item: JsonValue) => fillTemplate(item, context));
	if (typeof template !== 'object' || template === null) return template;
	return Object.fromEntries(
		Object.entries(template as Record<string, JsonValue>).map(([name, value]) => [name, fillTemplate(value, context)]),
	);
}

function fillText(text: string, context: TemplateContext): JsonValue {
	const only = ONLY_HOLE.exec(text);
	if (only !== null) return lookUp(only[1] as string, context) ?? null;
	return text.replace(HOLE, (_, name: string) => {
		const value = lookUp(name, context);
		if (value === undefined || value === null) return '';
		return typeof value === 'string' ? value : stringifyJson(value);
	});
}

function lookUp(name: string, context: TemplateContext): JsonValue | undefined {
	const [root = '', ...rest] = name.split('.');
	const below = rest.join('.');
	switch (root) {
		case 'message':
			return valueAt(context.message, parseValuePath(below === '' ? '$' : `$.${below}`) ?? ['']);
		case 'state':
			return context.state.get(below);
		case 'counter':
			return context.counters.get(below) ?? 0;
		case 'connection':
			return context.connection;
		case 'now':
			return nowAs(below, context.nowUs);
		case 'uuid':
			return uuid(context.random);
		default:
			return randomNumber(name, context.random);
	}
}

function nowAs(form: string, nowUs: number): JsonValue | undefined {
	if (form === 'ms') return Math.floor(nowUs / 1000);
	if (form === 's') return Math.floor(nowUs / 1e6);
	return form === '' ? new Date(nowUs / 1000).toISOString() : undefined;
}

/** 'random <least> <most>', both included. */
function randomNumber(name: string, random: () => number): number | undefined {
	const match = /^random\s+(-?\d+)\s+(-?\d+)$/.exec(name);
	if (match === null) return undefined;
	const [least, most] = [Number(match[1]), Number(match[2])];
	return least + Math.floor(random() * (most - least + 1));
}

/** RFC 9562 5.4: random but for version and variant. */
function uuid(random: () => number): string {
	return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
		const digit = Math.floor(random() * 16);
		return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
	});
}
