import { describe, expect, it } from 'vitest';
import { findOriginalDestination } from './conntrack.ts';

const TABLE = `ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.2 dst=93.184.216.34 sport=40000 dport=80 src=10.0.0.2 dst=10.0.0.2 sport=4140 dport=40000 [ASSURED] mark=0 zone=0 use=2
ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.3 dst=10.0.0.9 sport=40000 dport=9000 src=10.0.0.2 dst=10.0.0.3 sport=4140 dport=40000 [ASSURED] mark=0 zone=0 use=2
ipv4     2 tcp      6 300 ESTABLISHED src=127.0.0.1 dst=127.0.0.1 sport=41000 dport=4140 src=127.0.0.1 dst=127.0.0.1 sport=4140 dport=41000 [ASSURED] mark=0 zone=0 use=2
`;

describe('findOriginalDestination', () => {
	it.each([
		['10.0.0.2', 40_000, { host: '93.184.216.34', port: 80, tls: false }],
		['10.0.0.3', 40_000, { host: '10.0.0.9', port: 9000, tls: false }],
		// Came to the port by itself.
		['127.0.0.1', 41_000, null],
		['10.0.0.4', 40_000, null],
	])('of %s:%d', (clientAddress, clientPort, endpoint) => {
		expect(findOriginalDestination(TABLE, { clientAddress, clientPort, localPort: 4140 })).toEqual(endpoint);
	});
});
