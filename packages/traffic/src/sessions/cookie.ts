import { isJwt } from './jwt-claims.ts';
import { abbreviate, cookies, firstNamed } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** A session cookie of the request. */
export const cookie: SessionRuleKind = {
	name: 'cookie',
	label: 'Cookie',
	namesLabel: 'Cookie names',
	defaultNames: [
		'sid',
		'session',
		'sessionid',
		'session_id',
		'connect.sid',
		'JSESSIONID',
		'PHPSESSID',
		'ASP.NET_SessionId',
		'_session_id',
		'__session',
		'user',
		'userid',
		'user_id',
	],
	find(facts, names) {
		// The claims inside a JWT outlive the token; the rule for them takes it.
		const found = firstNamed(cookies(facts), names, (value) => value !== '' && !isJwt(value));
		if (found === null) return null;
		const [name, value] = found;
		return { key: `cookie:${name}=${value}`, label: `cookie ${name}=${abbreviate(value)}` };
	},
};
