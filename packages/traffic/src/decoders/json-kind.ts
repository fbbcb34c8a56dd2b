import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';

/** What people would call a JSON message, and the top-level keys that say it. */
export interface JsonKind {
	kind: string;
	told: readonly string[];
}

/** Keys that name a message, most telling first. Values with spaces count for those that never hold prose. */
const NAMING_KEYS: readonly { key: string; prose: boolean }[] = [
	{ key: 'type', prose: false },
	{ key: 'event', prose: false },
	{ key: 'op', prose: false },
	{ key: 'method', prose: false },
	{ key: 'action', prose: false },
	{ key: 'kind', prose: false },
	{ key: 'cmd', prose: false },
	{ key: 'command', prose: false },
	{ key: 'messageType', prose: false },
	{ key: 'message_type', prose: false },
	{ key: 'msgType', prose: false },
	{ key: 'eventType', prose: false },
	{ key: 'event_type', prose: false },
	{ key: '__typename', prose: false },
	{ key: 'opcode', prose: false },
	{ key: 'topic', prose: true },
	{ key: 'channel', prose: true },
	{ key: 'stream', prose: true },
	{ key: 'msg', prose: true },
	{ key: 't', prose: true },
	{ key: 'e', prose: true },
	{ key: 'a', prose: true },
];

/** Words that only say "here is something"; the next naming key says what. */
const ENVELOPE_WORDS = new Set(['event', 'message', 'msg', 'data', 'notification', 'update', 'push', 'publish']);

const NAME = /^[\p{L}_@$#/:.*-][\p{L}\p{N} _@$#/:.*-]{0,63}$/u;
const NAME_WITHOUT_SPACE = /^[\p{L}_@$#/:.*-][\p{L}\p{N}_@$#/:.*-]{0,63}$/u;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;
const SHOWN_KEYS = 5;

export function jsonKind(value: JsonValue): JsonKind {
	if (value === null) return { kind: 'null', told: [] };
	if (typeof value !== 'object') return { kind: typeof value, told: [] };
	if (isJsonNumber(value)) return { kind: 'number', told: [] };
	if (Array.isArray(value)) return { kind: arrayKind(value), told: [] };
	return objectKind(value as { readonly [key: string]: JsonValue });
}

function arrayKind(value: readonly JsonValue[]): string {
	const first = value[0];
	if (typeof first === 'string' && isName(first, false)) return first;
	return value.length === 0 ? '[]' : '[…]';
}

function objectKind(value: { readonly [key: string]: JsonValue }): JsonKind {
	const told: string[] = [];
	const words: string[] = [];
	for (const { key, prose } of NAMING_KEYS) {
		const word = Object.hasOwn(value, key) ? nameOf(key, value[key], prose) : null;
		if (word === null) continue;
		told.push(key);
		words.push(word);
		if (!ENVELOPE_WORDS.has(word) || words.length === 2) break;
	}
	if (words.length > 0) return { kind: words.join(' '), told };
	const keys = Object.keys(value).sort();
	const shown = keys.slice(0, SHOWN_KEYS).map((key) => (key.length > 24 ? `${key.slice(0, 23)}…` : key));
	return { kind: `{${shown.join(', ')}${keys.length > SHOWN_KEYS ? ', …' : ''}}`, told: [] };
}

function nameOf(key: string, value: JsonValue | undefined, prose: boolean): string | null {
	// Numbers name messages where a protocol counts its operations, as in { op: 10 }.
	if (typeof value === 'number' && !prose && Number.isInteger(value) && value >= 0 && value < 1000) {
		return `${key} ${value}`;
	}
	return typeof value === 'string' && isName(value, prose) ? value : null;
}

/** Ids make bad names: each message would be a kind of its own. An address names a schema, not a message. */
function isName(value: string, prose: boolean): boolean {
	if (!(prose ? NAME_WITHOUT_SPACE : NAME).test(value) || UUID.test(value) || value.includes('://')) return false;
	return value.replace(/\D/g, '').length < 8;
}
