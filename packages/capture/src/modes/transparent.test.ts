import { describe, expect, it } from 'vitest';
import { transparent } from './transparent.ts';

const endpoint = { host: '10.0.0.9', port: 9000, tls: false };

describe('transparent', () => {
	it('connects to where the client meant to go', () => {
		const negotiation = transparent.negotiate({ destinations: 'conntrack' });
		expect(negotiation.start({ clientAddress: '', originalDestination: endpoint })).toEqual([{ do: 'dial', endpoint }]);
		expect(negotiation.dialed()).toEqual([{ do: 'relay', first: new Uint8Array(0), anything: true }]);
		const [command] = negotiation.dialFailed({ kind: 'refused', reason: 'nothing listens on 10.0.0.9:9000' });
		expect(command?.do === 'refuse' && new TextDecoder().decode(command.answer)).toContain(
			'Refrain could not reach ws://10.0.0.9:9000: nothing listens on 10.0.0.9:9000.',
		);
	});

	it('hangs up when nobody knows where that was', () => {
		const negotiation = transparent.negotiate({ destinations: 'announced' });
		expect(negotiation.start({ clientAddress: '', originalDestination: null })).toEqual([{ do: 'close' }]);
	});
});
