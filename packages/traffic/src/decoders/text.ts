import { decodeUtf8Lossy } from '../utf8.ts';
import { describe } from './describe.ts';
import type { Payload } from './payload.ts';
import type { PayloadDecoder } from './payload-decoder.ts';
import { oneLine } from './preview.ts';

/** Text of no known form. */
export const text: PayloadDecoder = {
	name: 'text',
	label: 'Text',
	detect: (payload) => payload.type === 'text',
	decode(payload) {
		const value = payload.text ?? decodeUtf8Lossy(payload.bytes);
		return describe({
			decoder: 'text',
			kind: 'text',
			value,
			preview: oneLine(value),
			shape: firstWord(value),
			flags: flagsOf(payload),
		});
	},
};

function flagsOf({ text, json }: Payload): string[] {
	// RFC 6455 8.1 asks for valid UTF-8.
	if (text === null) return ['invalid UTF-8'];
	return /^\s*[{[]/.test(text) && !json.ok ? [`not JSON at character ${json.offset}: ${json.reason}`] : [];
}

/** What tells texts of different meaning apart: 'tick 17' and 'tick 18' are one, 'echo: 17' is another. */
function firstWord(value: string): string {
	const word = /^\s*(\S{1,24})(?:\s|$)/.exec(value)?.[1]?.replace(/\d+/g, '#') ?? '';
	return /^[\p{L}#_:./!?,-]+$/u.test(word) ? word : '';
}
