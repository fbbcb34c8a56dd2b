import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { timestampUnitUs } from './timestamp.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;
const LONG_HEX = /^[0-9a-f]{16,}$/i;
const LONG_TOKEN = /^[\w-]{16,}={0,2}$/;
const SHORT_TOKEN = /^[\w-]{8,}$/;

/**
 * True for a value that is new on every run whatever it means: a point in time near the message's own, a UUID, a token.
 * `atUs` is when the message crossed the wire.
 */
export function isVolatile(value: JsonValue, atUs: number): boolean {
	if (typeof value === 'number' || isJsonNumber(value)) return timestampUnitUs(value, atUs) !== null;
	if (typeof value !== 'string') return false;
	if (timestampUnitUs(value, atUs) !== null || UUID.test(value) || JWT.test(value)) return true;
	if (LONG_HEX.test(value)) return /\d/.test(value) && /[a-f]/i.test(value);
	return LONG_TOKEN.test(value) && mixesDigitsAndLetters(value) && !looksLikeWords(value);
}

/** The same, and shorter random ids such as '4fzyo82mvyr': for values whose only use is to be left out of a comparison. */
export function mayBeVolatile(value: JsonValue, atUs: number): boolean {
	if (isVolatile(value, atUs)) return true;
	return typeof value === 'string' && SHORT_TOKEN.test(value) && mixesDigitsAndLetters(value) && !looksLikeWords(value);
}

/** Digits among letters, not just behind them as in 'warehouse12'. */
function mixesDigitsAndLetters(value: string): boolean {
	const runs = value.match(/\d+|[A-Za-z]+/g) ?? [];
	return runs.length >= 3;
}

/** 'order-2024-eu-west-1': words and numbers between separators, which people chose. */
function looksLikeWords(value: string): boolean {
	return value.split(/[-_]/).every((part) => /^(\d{1,6}|[A-Za-z]*\d{0,2})$/.test(part));
}

const TOKENS_IN_TEXT =
	/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?|\b[0-9a-f]{16,}\b|\b1\d{9}(?:\d{3}){0,3}\b/gi;

/** Text without what is new on every run, for comparing it. */
export function maskText(text: string): string {
	return text.replace(TOKENS_IN_TEXT, '<*>');
}
