import { type Endpoint, formatEndpoint } from '../endpoint.ts';
import type { CaptureMode, Command, Negotiation } from './mode.ts';
import { badGateway } from './refusal.ts';

const NOTHING = new Uint8Array(0);

/** How the place is found where a client meant to go. */
export type DestinationSource =
	/** The program itself tells (the preload of `refrain record -- node ...`). */
	| 'announced'
	/** The kernel's connection tracking knows, behind an iptables REDIRECT. */
	| 'conntrack';

/** Clients connect to their service and do not know that they are led here. */
export const transparent: CaptureMode<{ destinations: DestinationSource }> = {
	name: 'transparent',
	summary: 'clients connect to their service and are led to Refrain by the kernel (iptables REDIRECT)',
	negotiate(): Negotiation {
		let endpoint: Endpoint | null = null;
		return {
			start({ originalDestination }): readonly Command[] {
				endpoint = originalDestination;
				return endpoint ? [{ do: 'dial', endpoint }] : [{ do: 'close' }];
			},
			bytes: () => [],
			dialed: () => [{ do: 'relay', first: NOTHING, anything: true }],
			dialFailed({ reason }) {
				const where = endpoint ? formatEndpoint(endpoint) : 'the service';
				const answer = badGateway(`Refrain could not reach ${where}: ${reason}.`);
				return [{ do: 'refuse', first: NOTHING, answer }];
			},
		};
	},
};
