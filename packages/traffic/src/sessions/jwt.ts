import { idText } from '../decoders/correlation.ts';
import { isJwt, jwtClaims } from './jwt-claims.ts';
import { abbreviate, cookies, headerValues, queryParameters } from './read-request.ts';
import type { SessionFacts, SessionRuleKind } from './session-rule.ts';

/** A claim of a JSON Web Token, wherever the request carries one. */
export const jwt: SessionRuleKind = {
	name: 'jwt',
	label: 'JWT claim',
	namesLabel: 'Claims',
	defaultNames: ['sid', 'sub', 'user_id', 'userId', 'uid', 'username', 'email', 'client_id'],
	find(facts, names) {
		for (const token of tokens(facts)) {
			const claims = jwtClaims(token);
			if (claims === null) continue;
			for (const name of names) {
				const value = Object.hasOwn(claims, name) ? idText(claims[name]) : null;
				if (value !== null) return { key: `jwt:${name}=${value}`, label: labelOf(name, value) };
			}
		}
		return null;
	},
};

function labelOf(claim: string, value: string): string {
	return `${claim === 'sub' ? 'user' : claim} ${abbreviate(value)}`;
}

/** Where clients put tokens; browsers cannot set headers, so subprotocols and the query are as usual as Authorization. */
function tokens(facts: SessionFacts): string[] {
	const candidates = [
		...headerValues(facts, 'authorization').map((value) => value.replace(/^Bearer /i, '')),
		...cookies(facts).map(([, value]) => value),
		...queryParameters(facts).map(([, value]) => value.replace(/^Bearer /i, '')),
		...headerValues(facts, 'sec-websocket-protocol').flatMap((value) => value.split(',')),
	];
	return candidates.map((value) => value.trim()).filter(isJwt);
}
