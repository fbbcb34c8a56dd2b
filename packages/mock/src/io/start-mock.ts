import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { Snapshot } from '@refrain/traffic';
import type { MatchSuggestion, Projection } from '../matching/suggestions.ts';
import type { MockLogEntry, MockStats } from '../mock-log.ts';
import { type MockOptions, type MockOptionsInput, parseMockOptions } from '../mock-options.ts';
import { MockPlan } from '../script/mock-plan.ts';
import { nowUs } from './clock.ts';
import { MockServer } from './mock-server.ts';
import type { PushRequest } from './push-request.ts';

export interface StartMockInput {
	/** What to serve; several are served together. */
	snapshot: Snapshot | readonly Snapshot[];
	/** Default 127.0.0.1. */
	host?: string;
	/** Default 0: a free one. */
	port?: number;
	options?: MockOptionsInput;
	/** Serves wss and https with this certificate (see `node:tls`, createSecureContext; SNICallback for several names). */
	tls?: SecureContextOptions & Pick<TlsOptions, 'SNICallback'>;
	/** Called for every line of the console, as it happens. */
	onEntry?: (entry: MockLogEntry) => void;
	/** Most bytes of one message of a client, compressed or not; default 64 MiB. Larger ones are answered with close code 1009. */
	maxMessageBytes?: number;
	/** Epoch microseconds; the monotonic clock of the process by default. */
	clock?: () => number;
}

export interface Mock {
	/** 'ws://127.0.0.1:8080' (or wss:), without a path. */
	readonly url: string;
	readonly port: number;
	/** Recorded paths, busiest first. */
	readonly paths: readonly string[];
	readonly options: MockOptions;
	/** The last 10,000 lines of the console, oldest first. */
	readonly entries: readonly MockLogEntry[];
	stats(): MockStats;
	/**
	 * Changes options while the mock runs; what is left out stays. Holds from the next message on, also for open connections.
	 * @throws MockError `BAD_OPTIONS`
	 */
	setOptions(changes: MockOptionsInput): MockOptions;
	/** How the messages that came would have been decided under changed options. @throws MockError `BAD_OPTIONS` */
	project(changes: MockOptionsInput): Projection;
	/** Changes of options that make a missed message match, by the number of its line (`MockLogEntry.n`). */
	suggest(n: number): readonly MatchSuggestion[];
	/** Sends a message to connected clients now. Gives how many got it. */
	push(request: PushRequest): { delivered: number };
	/** Closes connections with this code, all of them by default. Gives how many there were. */
	close(request: { connections?: readonly number[]; code: number; reason?: string }): { closed: number };
	/** Serves another recording to connections that come from now on; open ones go on as they are. */
	reload(snapshot: Snapshot | readonly Snapshot[]): void;
	/** Forgets lines and counts. */
	reset(): void;
	/** Cuts all connections and frees the port. */
	stop(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the server's side of a recording: any client connects to `url` plus a recorded path.
 * @throws MockError `BAD_OPTIONS`, `NOTHING_TO_SERVE`, `PORT_IN_USE`, `CANNOT_LISTEN`
 */
export async function startMock(input: StartMockInput): Promise<Mock> {
	const { host = '127.0.0.1', port = 0, onEntry, clock = nowUs } = input;
	const plan = new MockPlan(listOf(input.snapshot), parseMockOptions(input.options));
	const { maxMessageBytes = 64 * 1024 * 1024 } = input;
	const server = new MockServer({ plan, onEntry, now: clock, maxMessageBytes, tls: input.tls });
	const listening = await server.listen({ host, port });
	const stop = () => server.stop();
	return {
		url: `${input.tls === undefined ? 'ws' : 'wss'}://${host.includes(':') ? `[${host}]` : host}:${listening}`,
		port: listening,
		get paths() {
			return server.plan.paths;
		},
		get options() {
			return server.plan.options;
		},
		get entries() {
			return server.journal.entries;
		},
		stats: () => server.journal.stats(),
		setOptions: (changes) => server.setOptions(changes),
		project: (changes) => server.project(changes),
		suggest: (n) => server.suggest(n),
		push: (request) => server.push(request),
		close: ({ connections, code, reason = '' }) => server.close({ connections, code, reason }),
		reload(snapshot) {
			server.plan = new MockPlan(listOf(snapshot), server.plan.options);
		},
		reset: () => server.journal.reset(),
		stop,
		[Symbol.asyncDispose]: stop,
	};
}

function listOf(snapshot: Snapshot | readonly Snapshot[]): readonly Snapshot[] {
	return 'connections' in snapshot ? [snapshot] : snapshot;
}
