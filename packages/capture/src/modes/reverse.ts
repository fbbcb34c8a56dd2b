import { type Endpoint, formatEndpoint } from '../endpoint.ts';
import type { CaptureMode, Command } from './mode.ts';
import { badGateway } from './refusal.ts';

const NOTHING = new Uint8Array(0);

/** Clients connect to Refrain instead of the service; every byte goes to one target. */
export const reverse: CaptureMode<{ target: Endpoint }> = {
	name: 'reverse',
	summary: 'clients connect to Refrain instead of the service',
	negotiate({ target }) {
		return {
			start: (): readonly Command[] => [{ do: 'dial', endpoint: target }],
			bytes: () => [],
			dialed: () => [{ do: 'relay', first: NOTHING, anything: false }],
			dialFailed: ({ reason }) => [
				{
					do: 'refuse',
					first: NOTHING,
					answer: badGateway(`Refrain could not reach ${formatEndpoint(target)}: ${reason}.`),
				},
			],
		};
	},
};
