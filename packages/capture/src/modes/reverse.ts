import { type Endpoint, formatEndpoint, hostHeader } from '../endpoint.ts';
import { HostRewriter } from '../host-rewriter.ts';
import type { CaptureMode, Command } from './mode.ts';
import { badGateway } from './refusal.ts';

const NOTHING = new Uint8Array(0);

export interface ReverseOptions {
	target: Endpoint;
	/** Give requests the Host (and Origin) of the target: the only bytes that are ever changed. */
	rewriteHost?: boolean;
}

/** Clients connect to Refrain instead of the service; every byte goes to one target. */
export const reverse: CaptureMode<ReverseOptions> = {
	name: 'reverse',
	summary: 'clients connect to Refrain instead of the service',
	negotiate({ target, rewriteHost }) {
		return {
			start: (): readonly Command[] => [{ do: 'dial', endpoint: target }],
			bytes: () => [],
			dialed: () => [
				{
					do: 'relay',
					first: NOTHING,
					anything: false,
					...(rewriteHost ? { rewriter: new HostRewriter({ host: hostHeader(target), tls: target.tls }) } : {}),
				},
			],
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
