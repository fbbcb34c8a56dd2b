import { idText } from '../decoders/correlation.ts';
import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';
import { isJwt, jwtClaims } from './jwt-claims.ts';
import { abbreviate } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** A field of the client's first message: `user.id`, `payload.token`. */
export const firstMessage: SessionRuleKind = {
	name: 'first-message',
	label: 'Field of the first message',
	namesLabel: 'Paths',
	defaultNames: ['', 'payload.', 'data.', 'params.', 'auth.'].flatMap((prefix) =>
		[
			'sessionId',
			'session_id',
			'userId',
			'user_id',
			'user.id',
			'user',
			'username',
			'clientId',
			'client_id',
			'token',
		].map((name) => prefix + name),
	),
	find({ firstMessage: message }, names) {
		if (message === null) return null;
		for (const path of names) {
			const found = idText(valueAt(message.value, path.split('.')));
			if (found === null) continue;
			const value = actorOf(found);
			return { key: `first-message:${path}=${value}`, label: `${path.split('.').at(-1)} ${abbreviate(value)}` };
		}
		return null;
	},
};

/** Tokens are renewed; who they speak for stays. */
function actorOf(value: string): string {
	const subject = isJwt(value) ? idText(jwtClaims(value)?.sub) : null;
	return subject ?? value;
}

function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
	let at: JsonValue | undefined = value;
	for (const key of path) {
		if (typeof at !== 'object' || at === null || Array.isArray(at) || isJsonNumber(at)) return undefined;
		if (!Object.hasOwn(at, key)) return undefined;
		at = (at as { readonly [key: string]: JsonValue })[key];
	}
	return at;
}
