import { transformRuleSchema } from '@refrain/assertions';
import type { Snapshot } from '@refrain/traffic';
import { z } from 'zod';

/** When the client's messages are sent. Causes are kept in every mode: a message waits for the server messages it followed. */
export const timingSchema = z.discriminatedUnion('mode', [
	z.strictObject({ mode: z.literal('recorded').describe('every gap as recorded') }),
	z.strictObject({ mode: z.literal('speed'), factor: z.number().positive().describe('2 is twice as fast') }),
	z.strictObject({ mode: z.literal('flat'), gapMs: z.number().nonnegative() }),
	z.strictObject({ mode: z.literal('asap') }),
]);
export type Timing = z.output<typeof timingSchema>;

export const replayOptionsSchema = z.strictObject({
	timing: timingSchema.default({ mode: 'recorded' }),
	/** A recorded gap longer than this is cut to it; null: gaps are kept. */
	maxGapMs: z.number().nonnegative().nullable().default(null),
	/** How long an expected server message is waited for before the replay goes on without it. */
	answerTimeoutMs: z.number().int().positive().default(5_000),
	handshakeTimeoutMs: z.number().int().positive().default(10_000),
	/** How long past its recorded end a connection is kept for server messages that are still expected. */
	graceMs: z.number().int().nonnegative().default(1_000),
	/** Whether values that the service makes and the client sends back are replaced by live ones; `off`: ids of wrong guesses. */
	correlations: z.strictObject({ auto: z.boolean().default(true), off: z.array(z.string()).default([]) }).prefault({}),
	/** What the client sends differently from the recording; variables in them; what random values begin from. */
	transforms: z.array(transformRuleSchema).default([]),
	variables: z.record(z.string(), z.string()).default({}),
	seed: z.string().default('refrain'),
	/** Checks the certificate of a wss target. */
	verifyTls: z.boolean().default(true),
	/** PEM certificates trusted beside the system's. */
	ca: z.string().nullable().default(null),
});
export type ReplayOptions = z.output<typeof replayOptionsSchema>;
export type ReplayOptionsInput = z.input<typeof replayOptionsSchema>;

/** Counts of a running replay, told at most ten times a second and once at the end. */
export interface ReplayProgress {
	step: 'connecting' | 'replaying' | 'done';
	connectionsTotal: number;
	connectionsOpen: number;
	connectionsDone: number;
	messagesToSend: number;
	messagesSent: number;
	messagesExpected: number;
	messagesReceived: number;
	/** Exchanges whose expected messages have all come or been given up. */
	exchangesTotal: number;
	exchangesDone: number;
	elapsedMs: number;
	/** What the recording took at this timing; the replay can take longer, never less than its causes ask. */
	expectedMs: number;
	connections: readonly {
		connectionId: string;
		state: 'not-started' | 'connecting' | 'open' | 'closed' | 'failed';
		error: string | null;
	}[];
}

/** Enough of a snapshot to know how long its replay takes. */
export function expectedDurationMs(snapshot: Snapshot, options: Pick<ReplayOptions, 'timing' | 'maxGapMs'>): number {
	const { timing } = options;
	if (timing.mode === 'asap') return 0;
	const events = snapshot.connections.flatMap(({ connection, frames }) => [
		connection.openedAtUs,
		...frames.map(({ atUs }) => atUs),
	]);
	events.sort((a, b) => a - b);
	let totalUs = 0;
	for (let index = 1; index < events.length; index++) {
		const gapUs = (events[index] as number) - (events[index - 1] as number);
		totalUs += options.maxGapMs === null ? gapUs : Math.min(gapUs, options.maxGapMs * 1000);
	}
	return Math.round(totalUs / 1000 / (timing.mode === 'speed' ? timing.factor : 1));
}
