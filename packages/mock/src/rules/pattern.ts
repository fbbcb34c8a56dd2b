import { decodeUtf8Lossy, type JsonValue } from '@refrain/traffic';
import type { ClientMessage } from '../matching/message-key.ts';
import { canonicalJson } from '../values/field-mask.ts';
import { parseValuePath } from '../values/ignore-path.ts';
import { valueAt } from '../values/value-path.ts';
import type { MessagePattern } from './rule.ts';

export function matchesPattern({ kind, text, fields = {} }: MessagePattern, live: ClientMessage): boolean {
	if (kind !== undefined && kind !== live.decoded.kind) return false;
	if (text !== undefined && !new RegExp(text, 'u').test(decodeUtf8Lossy(live.message.payload))) return false;
	return Object.entries(fields).every(([path, wanted]) => {
		const steps = parseValuePath(path);
		const value = steps === null ? undefined : valueAt(live.decoded.value, steps);
		return value !== undefined && isWanted(value, wanted as JsonValue);
	});
}

function isWanted(value: JsonValue, wanted: JsonValue): boolean {
	if (typeof wanted === 'object' && wanted !== null && 'matches' in wanted && typeof wanted.matches === 'string') {
		return new RegExp(wanted.matches, 'u').test(typeof value === 'string' ? value : canonicalJson(value));
	}
	return canonicalJson(value) === canonicalJson(wanted);
}
