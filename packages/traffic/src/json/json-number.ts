import type { JsonNumber, JsonValue } from '../model.ts';

export function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
	return (
		typeof value === 'object' &&
		value !== null &&
		'$number' in value &&
		typeof value.$number === 'string' &&
		Object.keys(value).length === 1
	);
}

/** A double where it holds exactly the digits that were sent, else the digits themselves. */
export function toJsonNumber(token: string): number | JsonNumber {
	const value = Number(token);
	// Up to 15 significant digits survive the way through a double (IEEE 754); the exponent may still overflow.
	if (token.length <= 15 && Number.isFinite(value) && !(value === 0 && /[eE]/.test(token))) return value;
	return Number.isFinite(value) && decimalOf(token) === decimalOf(String(value)) ? value : { $number: token };
}

/** One spelling for equal decimals: sign, digits without outer zeros, exponent. '1.50e3' and '1500' are both '15e2'. */
function decimalOf(token: string): string {
	const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
	if (match === null) return token;
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
