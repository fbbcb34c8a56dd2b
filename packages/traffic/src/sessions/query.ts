import { isJwt } from './jwt-claims.ts';
import { abbreviate, firstNamed, queryParameters } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** A parameter in the query of the request target. */
export const query: SessionRuleKind = {
	name: 'query',
	label: 'Query parameter',
	namesLabel: 'Parameter names',
	defaultNames: [
		'session',
		'sessionId',
		'session_id',
		'user',
		'userId',
		'user_id',
		'uid',
		'clientId',
		'client_id',
		'deviceId',
		'device_id',
		'sid',
		'api_key',
		'apiKey',
		'token',
		'access_token',
	],
	find(facts, names) {
		const found = firstNamed(queryParameters(facts), names, (value) => value !== '' && !isJwt(value));
		if (found === null) return null;
		const [name, value] = found;
		return { key: `query:${name}=${value}`, label: `${name} ${abbreviate(value)}` };
	},
};
