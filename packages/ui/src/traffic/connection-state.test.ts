import type { CloseInfo } from '@refrain/traffic';
import { expect, test } from 'vitest';
import { connectionState } from './connection-state.ts';

const close = (change: Partial<CloseInfo> = {}): CloseInfo => ({
	code: 1000,
	reason: '',
	by: 'client',
	frame: true,
	tcp: 'fin',
	...change,
});
const open = { kind: 'websocket', closedAtUs: null, accepted: true, status: 101, close: null } as const;
const ended = { ...open, closedAtUs: 5 };

test.each([
	[open, 'live', 'Live', 'Open.'],
	[{ ...open, accepted: false, status: null }, 'live', 'Live', 'Open.'],
	[{ ...ended, close: close() }, 'closed', '1000', 'The client closed with 1000 (normal closure).'],
	[
		{ ...ended, close: close({ code: 1011, by: 'server', reason: 'boom' }) },
		'failed',
		'1011',
		'The server closed with 1011 (internal error), "boom".',
	],
	[{ ...ended, close: close({ code: 4001 }) }, 'failed', '4001', 'The client closed with 4001.'],
	[{ ...ended, close: close({ code: null }) }, 'closed', '1005', 'The client closed with 1005 (no code given).'],
	[
		{ ...ended, close: close({ code: null, frame: false, by: 'server', tcp: 'reset' }) },
		'failed',
		'1006',
		'The server reset TCP without a close frame (1006).',
	],
	[{ ...ended, close: close({ by: 'none' }) }, 'closed', 'Cut', 'The recording ended before the connection did.'],
	[
		{ ...ended, accepted: false, status: 401, close: close() },
		'failed',
		'401',
		'The server refused the upgrade with 401.',
	],
	[{ ...ended, kind: 'http', accepted: false, status: null, close: close() }, 'closed', 'Closed', 'Closed.'],
] as const)('%o', (connection, state, short, long) => {
	expect(connectionState(connection)).toEqual({ state, short, long });
});
