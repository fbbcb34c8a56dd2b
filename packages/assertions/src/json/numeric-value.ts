import { isJsonNumber, type JsonValue } from '@refrain/traffic';

/** The value as a double, rounded where it has to be; null when it is no number. */
export function numericValue(value: JsonValue | undefined): number | null {
	if (typeof value === 'number') return value;
	return isJsonNumber(value) ? Number(value.$number) : null;
}

/** Negative, zero or positive as for sorting; exact for integers of any length; null unless both are numbers. */
export function compareNumbers(left: JsonValue | undefined, right: JsonValue | undefined): number | null {
	const [a, b] = [numericValue(left), numericValue(right)];
	if (a === null || b === null) return null;
	if (a !== b || (typeof left === 'number' && typeof right === 'number')) return a - b;
	const [exactA, exactB] = [exactInteger(left), exactInteger(right)];
	if (exactA === null || exactB === null) return 0;
	if (exactA === exactB) return 0;
	return exactA < exactB ? -1 : 1;
}

function exactInteger(value: JsonValue | undefined): bigint | null {
	const digits = isJsonNumber(value) ? value.$number : String(value);
	return /^-?\d+$/.test(digits) ? BigInt(digits) : null;
}
