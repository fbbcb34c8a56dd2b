import type { DecodedMessage } from '@refrain/traffic';

/** Messages of one group follow each other in order; only within it one can stand for another. */
export function messageGroup({ channel, decoder, kind }: Pick<DecodedMessage, 'channel' | 'decoder' | 'kind'>): string {
	return `${channel ?? ''}\u0000${decoder}\u0000${kind}`;
}
