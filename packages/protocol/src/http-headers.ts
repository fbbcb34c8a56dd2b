import type { Headers } from './events.ts';

/** All values of a field, in order; names compare without case (RFC 9110 5.1). */
export function headerValues(headers: Headers, name: string): string[] {
	const wanted = name.toLowerCase();
	return headers.filter(([field]) => field.toLowerCase() === wanted).map(([, value]) => value);
}

/** The field's values joined as RFC 9110 5.2 allows, or null when it is absent. */
export function headerValue(headers: Headers, name: string): string | null {
	const values = headerValues(headers, name);
	return values.length === 0 ? null : values.join(', ');
}

/** The elements of a comma-separated field, without the empty ones (RFC 9110 5.6.1). */
export function headerList(headers: Headers, name: string): string[] {
	return headerValues(headers, name)
		.flatMap((value) => value.split(','))
		.map((element) => element.trim())
		.filter((element) => element !== '');
}

/** Whether a comma-separated field has an element, compared without case. */
export function headerHas(headers: Headers, name: string, element: string): boolean {
	return headerList(headers, name).some((found) => found.toLowerCase() === element);
}
