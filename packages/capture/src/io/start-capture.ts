import { createServer, type Socket } from 'node:net';
import type { Sender } from '@refrain/protocol';
import type { RecordingSink } from '@refrain/traffic';
import { type Endpoint, formatEndpoint, hostAndPort } from '../endpoint.ts';
import { InlineRecorder } from '../inline-recorder.ts';
import type { DecodeLimits } from '../link-recording.ts';
import { type ModeOptions, negotiate } from '../modes/index.ts';
import type { Recorder, RecorderStats } from '../recorder.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { type Clock, systemClock } from './clock.ts';
import { type DestinationFinder, startFinder } from './destinations.ts';
import { type DialOptions, TCP_OPTIONS } from './dial.ts';
import { listening } from './listen.ts';
import { newConnectionId } from './new-connection-id.ts';
import type { CaptureNotice } from './notices.ts';
import { type RelayContext, RelayedConnection } from './relayed-connection.ts';
import { clientTlsReason } from './tls-termination.ts';
import { WorkerRecorder } from './worker-recorder.ts';

/** One port that is listened on, and what is done with who connects. */
export type Listener = { host?: string; port: number } & ModeOptions;

export interface CaptureLimits extends DecodeLimits {
	/**
	 * Bytes that may wait to be decoded or stored, all connections together; what exceeds it is relayed but not recorded. Default
	 * 64 MiB, with a worker 256 MiB.
	 */
	maxQueuedBytes?: number;
	/** How long a service may take to accept a connection. Default 10 s. */
	connectTimeoutMs?: number;
}

/** Where the decoding is done and what it feeds. */
export type CaptureStore =
	/** On this thread, in turns between the relaying. */
	| { sink: RecordingSink }
	/** On a thread of its own: `entry` is a module that calls `serveRecorder`, which makes the sink there from `data`. */
	| { worker: { entry: URL; data: unknown } };

export type CaptureOptions = CaptureStore & {
	listeners: readonly Listener[];
	recordingId: string;
	clock?: Clock;
	limits?: CaptureLimits;
	/** TLS to a `wss:` target. */
	tls?: { insecure?: boolean; ca?: string };
	/** Ends the TLS of clients; without it their TLS passes through unread. */
	authority?: CertificateAuthority | null;
	/** Something that a person should know of. Called each time it happens. */
	onNotice?: (notice: CaptureNotice) => void;
};

export interface CaptureStats extends RecorderStats {
	/** TCP connections that are open, and that ever were. */
	liveConnections: number;
	totalConnections: number;
	/** Relayed bytes by who sent them. */
	clientBytes: number;
	serverBytes: number;
	/** Connections whose service could not be reached. */
	targetFailures: number;
	/** Connections that passed through unread: TLS without an authority, or no HTTP. */
	unread: number;
}

export interface ListenAddress {
	host: string;
	port: number;
	/** Where a program tells what its connections are for (transparent mode with announced destinations); else null. */
	announcePort: number | null;
}

/** A running capture. */
export interface Capture extends AsyncDisposable {
	/** Where it listens, in the order of `listeners`, with the real ports. */
	readonly addresses: readonly ListenAddress[];
	stats(): CaptureStats;
	/**
	 * Stops accepting, waits up to `graceMs` (default 0) for open connections to end, cuts the rest, and resolves when everything is
	 * stored. Connections that were cut are recorded as closed by 'none'.
	 */
	stop(options?: { graceMs?: number }): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';
const MAX_QUEUED_BYTES = { sink: 64 * 1024 * 1024, worker: 256 * 1024 * 1024 };
const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;

/**
 * Starts to relay and record.
 * @throws CaptureError PORT_IN_USE, LISTEN_FAILED, BAD_LISTEN, SINK_FAILED
 */
export async function startCapture(options: CaptureOptions): Promise<Capture> {
	const capture = new RunningCapture(options, await startRecorder(options));
	try {
		for (const listener of options.listeners) await capture.listen(listener);
	} catch (error) {
		await capture.stop();
		throw error;
	}
	return capture;
}

async function startRecorder(options: CaptureOptions): Promise<Recorder> {
	const {
		connectTimeoutMs: _,
		maxQueuedBytes = MAX_QUEUED_BYTES['worker' in options ? 'worker' : 'sink'],
		...limits
	} = options.limits ?? {};
	const { recordingId } = options;
	if ('worker' in options) {
		return WorkerRecorder.start({ ...options.worker, recordingId, limits, maxQueuedBytes });
	}
	const { sink } = options;
	return new InlineRecorder({ sink, recordingId, limits, maxQueuedBytes, newId: newConnectionId, defer: setImmediate });
}

class RunningCapture implements Capture {
	readonly addresses: ListenAddress[] = [];
	readonly #recorder: Recorder;
	readonly #clock: Clock;
	readonly #dialOptions: DialOptions;
	readonly #onNotice: NonNullable<CaptureOptions['onNotice']>;
	readonly #authority: CertificateAuthority | null;
	readonly #closers: (() => void)[] = [];
	readonly #live = new Set<RelayedConnection>();
	readonly #bytes: Record<Sender, number> = { client: 0, server: 0 };
	#total = 0;
	#targetFailures = 0;
	#unread = 0;
	#stopped: Promise<void> | null = null;
	#onIdle: (() => void) | null = null;
	readonly #relayContext: RelayContext;

	constructor(options: CaptureOptions, recorder: Recorder) {
		this.#clock = options.clock ?? systemClock;
		this.#onNotice = options.onNotice ?? (() => {});
		this.#authority = options.authority ?? null;
		this.#dialOptions = {
			timeoutMs: options.limits?.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
			insecure: options.tls?.insecure ?? false,
			ca: options.tls?.ca,
		};
		this.#recorder = recorder;
		this.#relayContext = this.#makeRelayContext();
	}

	async listen({ host = DEFAULT_HOST, port, ...mode }: Listener): Promise<void> {
		const finder = mode.mode === 'transparent' ? await startFinder(mode.destinations) : null;
		const server = createServer({ ...TCP_OPTIONS, pauseOnConnect: true }, (socket) => {
			if (finder) void this.#acceptLed(socket, mode, finder);
			else this.#accept(socket, mode, null);
		});
		this.#closers.push(() => {
			finder?.close();
			server.close();
		});
		const address = await listening(server, host, port);
		this.addresses.push({ host, port: address.port, announcePort: finder?.announcePort ?? null });
	}

	stats(): CaptureStats {
		return {
			...this.#recorder.stats(),
			liveConnections: this.#live.size,
			totalConnections: this.#total,
			clientBytes: this.#bytes.client,
			serverBytes: this.#bytes.server,
			targetFailures: this.#targetFailures,
			unread: this.#unread,
		};
	}

	stop({ graceMs = 0 }: { graceMs?: number } = {}): Promise<void> {
		this.#stopped ??= this.#stop(graceMs);
		return this.#stopped;
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.stop();
	}

	/** A client that was led here: where it meant to go is found out first. */
	async #acceptLed(socket: Socket, mode: ModeOptions, finder: DestinationFinder): Promise<void> {
		const destroy = () => socket.destroy();
		socket.on('error', destroy);
		const destination = await finder.find(socket);
		socket.off('error', destroy);
		if (socket.destroyed) return;
		if (destination === null) {
			const from = hostAndPort(socket.remoteAddress ?? '', socket.remotePort ?? 0);
			const endpoint = { host: socket.localAddress ?? '', port: socket.localPort ?? 0, tls: false };
			this.#onNotice({
				code: 'DESTINATION_UNKNOWN',
				endpoint,
				message: `where the client ${from} meant to go is not known; it was hung up on`,
			});
		}
		this.#accept(socket, mode, destination);
	}

	#accept(socket: Socket, mode: ModeOptions, originalDestination: Endpoint | null): void {
		const connection = new RelayedConnection(this.#total++, socket, {
			negotiation: negotiate(mode),
			context: this.#relayContext,
		});
		this.#live.add(connection);
		connection.start(originalDestination);
	}

	#makeRelayContext(): RelayContext {
		const notice = (code: CaptureNotice['code'], endpoint: Endpoint, message: string) =>
			this.#onNotice({ code, endpoint, message });
		return {
			recorder: this.#recorder,
			clock: this.#clock,
			dialOptions: this.#dialOptions,
			authority: this.#authority,
			isOwn: (endpoint) => this.addresses.some((own) => isSame(own, endpoint)),
			onBytes: (sender, count) => {
				this.#bytes[sender] += count;
			},
			onDialFailed: (endpoint, { reason }) => {
				this.#targetFailures++;
				notice('TARGET_UNREACHABLE', endpoint, `could not reach ${formatEndpoint(endpoint)}: ${reason}`);
			},
			onClientTlsFailed: (endpoint, error) => {
				const reason = clientTlsReason(error);
				notice(
					'CLIENT_TLS_FAILED',
					endpoint,
					`no TLS with a client of ${hostAndPort(endpoint.host, endpoint.port)}: ${reason}`,
				);
			},
			onUnread: (endpoint, protocol) => {
				this.#unread++;
				const where = hostAndPort(endpoint.host, endpoint.port);
				if (protocol === 'tls') notice('TLS_UNREAD', endpoint, `TLS to ${where} passes through unread`);
				else notice('PROTOCOL_UNREAD', endpoint, `what goes to ${where} is no HTTP and is not recorded`);
			},
			onClosed: (closed) => this.#closed(closed),
		};
	}

	#closed(connection: RelayedConnection): void {
		this.#live.delete(connection);
		if (this.#live.size === 0) this.#onIdle?.();
	}

	async #stop(graceMs: number): Promise<void> {
		for (const close of this.#closers) close();
		if (graceMs > 0) await this.#idle(graceMs);
		const atUs = this.#clock.nowUs();
		// The recorder first: what is cut by Refrain was ended by neither side.
		await this.#recorder.finish(atUs);
		for (const connection of this.#live) connection.destroy();
		await this.#idle(CUT_WAIT_MS);
	}

	/** Resolves when no connection is open, or after a while. */
	async #idle(timeoutMs: number): Promise<void> {
		if (this.#live.size === 0) return;
		let timer: NodeJS.Timeout | undefined;
		await new Promise<void>((resolve) => {
			this.#onIdle = resolve;
			timer = setTimeout(resolve, timeoutMs);
		});
		clearTimeout(timer);
		this.#onIdle = null;
	}
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

/** Whether a client that connects to `endpoint` would come back to the port `own`. */
function isSame(own: { host: string; port: number }, endpoint: Endpoint): boolean {
	return own.port === endpoint.port && (own.host === endpoint.host || LOOPBACK.has(endpoint.host));
}

/** Destroyed sockets report their end in the next turns of the event loop. */
const CUT_WAIT_MS = 1000;
