import { headerValues } from './read-request.ts';
import type { SessionRuleKind } from './session-rule.ts';

/** The last resort: who talks from one address is taken for one actor. */
export const clientAddress: SessionRuleKind = {
	name: 'client-address',
	label: 'Client address',
	namesLabel: null,
	defaultNames: [],
	find(facts) {
		// Behind a load balancer all connections come from one address; the first hop is the client.
		const forwarded = headerValues(facts, 'x-forwarded-for')[0]?.split(',')[0]?.trim();
		const address = forwarded || withoutPort(facts.connection.clientAddress) || 'unknown client';
		return { key: `client-address:${address}`, label: address };
	},
};

/** '127.0.0.1:4000' and '[::1]:4000' (or '::1:4000', as some write it) without the port. */
function withoutPort(address: string | null): string | null {
	return address === null ? null : address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
