import { proposeCorrelationId } from './correlation.ts';
import { describe } from './describe.ts';
import { jsonKind } from './json-kind.ts';
import type { PayloadDecoder } from './payload-decoder.ts';

const FIRST_OF_JSON = new Set(['{', '[', '"', '-', ...'0123456789tfn', ...' \t\r\n\ufeff']);

/** JSON that no more telling decoder knows, in text and in binary messages. */
export const json: PayloadDecoder = {
	name: 'json',
	label: 'JSON',
	detect(payload) {
		if (payload.type !== 'text' && payload.type !== 'binary') return false;
		if (payload.type === 'binary' && !startsLikeContainer(payload.bytes)) return false;
		return payload.text !== null && FIRST_OF_JSON.has(payload.text.charAt(0));
	},
	decode(payload) {
		if (!payload.json.ok) return null;
		const { value, flags } = payload.json;
		const { kind, told } = jsonKind(value);
		return describe({
			decoder: 'json',
			kind,
			told,
			value,
			correlationId: proposeCorrelationId(value),
			error: kind === 'error',
			flags: payload.type === 'binary' ? [...flags, 'JSON in a binary message'] : flags,
		});
	},
};

/** In a binary message a lone digit or quote is more likely a byte of something else. */
function startsLikeContainer(bytes: Uint8Array): boolean {
	return bytes[0] === 0x7b || bytes[0] === 0x5b;
}
