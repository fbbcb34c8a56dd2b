import { closeMeaning, isNormalClose } from './close-codes.ts';
import type { ConnectionSummary } from './model.ts';

export interface ConnectionState {
	state: 'live' | 'closed' | 'failed';
	/** Few characters for a pill: 'Live', '1006', '401'. */
	short: string;
	/** One sentence. */
	long: string;
}

type Facts = Pick<ConnectionSummary, 'kind' | 'closedAtUs' | 'accepted' | 'status' | 'close'>;

/** How a connection is doing, or how it ended. */
export function connectionState({ kind, closedAtUs, accepted, status, close }: Facts): ConnectionState {
	if (kind === 'websocket' && !accepted && status !== null)
		return { state: 'failed', short: String(status), long: `The server refused the upgrade with ${status}.` };
	if (closedAtUs === null) return { state: 'live', short: 'Live', long: 'Open.' };
	if (kind === 'http') return { state: 'closed', short: 'Closed', long: 'Closed.' };
	if (close === null || close.by === 'none')
		return { state: 'closed', short: 'Cut', long: 'The recording ended before the connection did.' };
	const who = close.by === 'client' ? 'client' : 'server';
	if (!close.frame) {
		const how = close.tcp === 'reset' ? 'reset' : 'ended';
		return { state: 'failed', short: '1006', long: `The ${who} ${how} TCP without a close frame (1006).` };
	}
	const code = close.code ?? 1005;
	const meaning = closeMeaning(code);
	const reason = close.reason ? `, "${close.reason}"` : '';
	return {
		state: isNormalClose(code) ? 'closed' : 'failed',
		short: String(code),
		long: `The ${who} closed with ${code}${meaning && ` (${meaning})`}${reason}.`,
	};
}
