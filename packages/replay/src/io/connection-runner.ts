import type { Socket } from 'node:net';
import type { ConnectionOutcome } from '@refrain/assertions';
import { type Connection, type RecordedConnection, type RecordingSink, uuidV7 } from '@refrain/traffic';
import { ObservedRecorder } from '../play/observed-recorder.ts';
import type { Player, Step } from '../play/player.ts';
import type { ReplayOptions } from '../replay-options.ts';
import type { TargetAddress } from '../resolve-target.ts';
import type { Clock } from './clock.ts';
import { openSocket } from './open-socket.ts';
import { socketErrorSentence } from './socket-error.ts';

export interface RunnerSetup {
	recorded: RecordedConnection;
	target: TargetAddress;
	player: Player;
	options: ReplayOptions;
	clock: Clock;
	sink: RecordingSink | null;
	recordingId: string;
	/** Whether `observed` has the frames and HTTP exchanges. */
	keepFrames: boolean;
	onChange: () => void;
}

/** Bytes that may wait in the socket before the player is held back. */
const MAX_QUEUED_BYTES = 4 * 1024 * 1024;
/** After a stop the target has this long to end the connection. */
const STOP_GRACE_MS = 500;

/** Joins one player to one socket. */
export class ConnectionRunner {
	readonly #setup: RunnerSetup;
	#resolveEnded: () => void = () => undefined;
	/** Resolves when the connection is over, however it ended. */
	readonly ended: Promise<void>;
	#recorder: ObservedRecorder | null = null;
	#socket: Socket | null = null;
	#timer: NodeJS.Timeout | null = null;
	#error: string | null = null;
	#state: ConnectionOutcome['state'] = 'not-started';
	#isOver = false;
	#waiting: { count: number; resolve: () => void }[] = [];
	/** True when the target could not even be connected to. */
	unreachable = false;

	constructor(setup: RunnerSetup) {
		this.#setup = setup;
		this.ended = new Promise((resolve) => {
			this.#resolveEnded = resolve;
		});
	}

	get state(): ConnectionOutcome['state'] {
		if (this.#state === 'not-started' || this.#state === 'failed') return this.#state;
		return this.#setup.player.state;
	}

	get error(): string | null {
		return this.#error ?? this.#setup.player.error;
	}

	get player(): Player {
		return this.#setup.player;
	}

	get expectedId(): string {
		return this.#setup.recorded.connection.id;
	}

	get isOver(): boolean {
		return this.#isOver;
	}

	/** Resolves when so many requests have been answered (it may never). */
	answered(count: number): Promise<void> {
		if (this.#setup.player.counts.exchangesDone >= count) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.push({ count, resolve }));
	}

	get observed(): RecordedConnection | null {
		return this.#recorder?.recorded ?? null;
	}

	open(): void {
		const { target, options } = this.#setup;
		this.#state = 'connecting';
		const socket = openSocket(target, options);
		this.#socket = socket;
		const timeout = setTimeout(() => {
			this.#fail(
				`${target.host}:${target.port} did not accept a connection within ${options.handshakeTimeoutMs / 1000} s`,
			);
			this.unreachable = true;
			socket.destroy();
		}, options.handshakeTimeoutMs);
		socket.once(target.tls ? 'secureConnect' : 'connect', () => {
			clearTimeout(timeout);
			this.#connected(socket);
		});
		socket.on('data', (bytes) => this.#take(this.#setup.player.received(bytes, this.#now())));
		socket.on('end', () => this.#take(this.#setup.player.ended('fin', this.#now())));
		socket.on('drain', () => this.#tick());
		socket.on('error', (error) => this.#socketError(error));
		socket.on('close', () => {
			clearTimeout(timeout);
			this.#over();
		});
		this.#setup.onChange();
	}

	/** Something happened on another connection that this one may wait for. */
	wake(): void {
		this.#tick();
	}

	/** Closes what is open, or gives up what has not been opened. */
	stop(reason: string): void {
		if (this.#socket === null) {
			this.#error ??= reason;
			this.#over();
			return;
		}
		if (this.#recorder === null) this.#socket.destroy();
		else this.#take(this.#setup.player.stop(this.#now()));
		setTimeout(() => this.#socket?.destroy(), STOP_GRACE_MS).unref();
	}

	/** Given up before it began: the target is known not to be there. */
	abandon(error: string): void {
		this.unreachable = true;
		this.#fail(error);
		this.#over();
	}

	outcome(): ConnectionOutcome {
		return {
			expectedId: this.expectedId,
			observedId: this.#recorder?.recorded.connection.id ?? null,
			state: this.state,
			error: this.error,
			waitedInVain: this.#setup.player.waitedInVain,
		};
	}

	#now(): number {
		return this.#setup.clock.nowUs();
	}

	#connected(socket: Socket): void {
		const { recorded, target, sink, recordingId, player, keepFrames } = this.#setup;
		const nowUs = this.#now();
		const connection: Connection = {
			id: uuidV7(Math.floor(nowUs / 1000), crypto.getRandomValues(new Uint8Array(10))),
			recordingId,
			kind: recorded.connection.kind,
			openedAtUs: nowUs,
			clientAddress: `${socket.localAddress}:${socket.localPort}`,
			serverAddress: `${socket.remoteAddress}:${socket.remotePort}`,
			tls: target.tls,
			closedAtUs: null,
			host: target.hostHeader,
			path: target.path,
			handshake: null,
			close: null,
			violations: [],
			droppedFrames: 0,
			session: recorded.connection.session,
		};
		this.#recorder = new ObservedRecorder(connection, { sink, keepFrames });
		this.#state = 'open';
		this.#take(player.connected(nowUs));
	}

	#socketError(error: NodeJS.ErrnoException): void {
		const sentence = socketErrorSentence(error, this.#setup.target);
		if (this.#recorder === null) {
			this.unreachable = true;
			this.#fail(sentence);
			return;
		}
		if (this.#setup.player.state !== 'closed') this.#take(this.#setup.player.ended('reset', this.#now()));
	}

	#fail(error: string): void {
		if (this.#state === 'failed') return;
		this.#state = 'failed';
		this.#error = error;
	}

	#tick(): void {
		if (this.#isOver || this.#recorder === null) return;
		this.#take(this.#setup.player.tick(this.#now()));
	}

	#take({ commands, events }: Step): void {
		for (const event of events) this.#recorder?.tell(event);
		for (const command of commands) {
			if (command.type === 'write') this.#socket?.write(command.bytes);
			else if (command.type === 'end') this.#socket?.end();
			else if (command.type === 'reset') this.#socket?.resetAndDestroy();
			else this.#socket?.destroy();
		}
		this.#arm();
		this.#wakeWaiting();
		this.#setup.onChange();
	}

	#wakeWaiting(): void {
		const { exchangesDone } = this.#setup.player.counts;
		for (const { count, resolve } of this.#waiting) if (exchangesDone >= count) resolve();
		this.#waiting = this.#waiting.filter(({ count }) => exchangesDone < count);
	}

	/** Sets the alarm for what the player has to do next. */
	#arm(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		const { wakeAtUs } = this.#setup.player;
		// With a full socket 'drain' wakes the player.
		if (wakeAtUs === null || this.#isOver || (this.#socket?.writableLength ?? 0) > MAX_QUEUED_BYTES) return;
		this.#timer = setTimeout(() => this.#tick(), Math.max(0, Math.ceil((wakeAtUs - this.#now()) / 1000)));
	}

	#over(): void {
		if (this.#isOver) return;
		if (this.#recorder !== null) this.#take(this.#setup.player.closed(this.#now()));
		this.#isOver = true;
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#resolveEnded();
		this.#setup.onChange();
	}
}
