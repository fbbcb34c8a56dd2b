import type { MockEntry as StoredEntry } from '@refrain/db';
import type { JsonValue, Sender } from '@refrain/traffic';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** As the worker stores them: a `MockLogEntry` of @refrain/mock. */
interface MockEntry extends StoredEntry {
	connection: number;
	clientAddress: string;
	path: string;
	sender: Sender;
	type: string;
	kind: string;
	preview: string;
	payloadBytes: number;
	result: 'hit' | 'miss' | 'passthrough' | 'reply' | 'push' | 'auto' | 'http' | 'connection';
	reason: string;
	recorded: RecordedMessage | null;
	nearest: {
		recorded: RecordedMessage;
		kind: string;
		score: number;
		differences: { path: string; recorded?: JsonValue; received?: JsonValue }[];
	}[];
	matchUs: number | null;
	plannedDelayUs: number | null;
	actualDelayUs: number | null;
}

interface RecordedMessage {
	n: number;
	position: number;
	of: number;
}

/** Lines of a mock's log in their order; a negative `from` counts from the end. Access: the user of this machine. */
export const entries = localProcedure
	.input(
		z.object({
			id: z.uuid(),
			show: z.enum(['all', 'miss', 'hit', 'push']).default('all'),
			from: z.int().default(-200),
			count: z.int().min(1).max(1_000).default(200),
		}),
	)
	.query(({ ctx, input: { id, ...page } }) => ctx.db.mocks.entries<MockEntry>(id, page));
