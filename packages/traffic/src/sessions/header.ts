import { isJwt } from './jwt-claims.ts';
import { abbreviate, headerValues } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** A header of the handshake that names the actor. */
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
			return { key: `header:${name.toLowerCase()}=${value}`, label: `${name} ${abbreviate(value)}` };
		}
		return null;
	},
};
