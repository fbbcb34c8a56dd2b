import { decodeBase64 } from '../base64.ts';
import { decodeUtf8 } from '../utf8.ts';
import { isJwt } from './jwt-claims.ts';
import { abbreviate, headerValues } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** A header of the request that names the actor. */
export const header: SessionRuleKind = {
	name: 'header',
	label: 'Header',
	namesLabel: 'Header names',
	defaultNames: [
		'x-session-id',
		'x-session',
		'x-user-id',
		'x-user',
		'x-client-id',
		'x-device-id',
		'x-api-key',
		'authorization',
	],
	find(facts, names) {
		for (const name of names) {
			const value = headerValues(facts, name).find((text) => text !== '' && !isJwt(text.replace(/^Bearer /i, '')));
			if (value === undefined) continue;
			const user = basicUser(value);
			if (user !== null)
				return { key: `header:${name.toLowerCase()}=Basic ${user}`, label: `user ${abbreviate(user)}` };
			return { key: `header:${name.toLowerCase()}=${value}`, label: `${name} ${abbreviate(value)}` };
		}
		return null;
	},
};

/** The user name of HTTP Basic credentials (RFC 7617 2): the password is not part of who somebody is. */
function basicUser(value: string): string | null {
	const encoded = /^Basic +(\S+)$/i.exec(value)?.[1];
	const bytes = encoded === undefined ? null : decodeBase64(encoded);
	const text = bytes === null ? null : decodeUtf8(bytes);
	return text?.includes(':') ? text.slice(0, text.indexOf(':')) : null;
}
