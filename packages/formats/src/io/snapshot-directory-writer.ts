import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type CloseInfo,
	type ConnectionEvent,
	type ConnectionOpened,
	encodeSnapshotManifest,
	type Frame,
	type Handshake,
	type HttpExchange,
	type RecordingSink,
	type SessionKey,
	SNAPSHOT_FORMAT,
	SNAPSHOT_VERSION,
	type Violation,
	type WirePiece,
} from '@refrain/traffic';
import { FormatsError } from '../formats-error.ts';
import { AppendFiles } from './append-files.ts';
import { costOf, takeBatch } from './line-batch.ts';
import { LINES_SUFFIX, wireFileOf } from './read-connection-file.ts';
import { CONNECTIONS_FOLDER, MANIFEST_FILE } from './read-snapshot-directory.ts';
import { type WireFile, WireFiles } from './wire-files.ts';

export interface SnapshotDirectoryOptions {
	/** Id of the recording or snapshot, a UUID. */
	readonly id: string;
	readonly name: string;
	readonly createdAtUs: number;
	/** 'refrain 0.1.0' */
	readonly generator: string;
	/** 'record ws://127.0.0.1:9000' */
	readonly source?: string;
	/** Payload bytes that may wait for the disk; frames beyond them are dropped and counted. */
	readonly maxBufferedBytes?: number;
	/** How long a frame may wait for others to be written with. */
	readonly flushMs?: number;
}

interface ConnectionFile {
	/** Relative to the directory. */
	readonly file: string;
	/** Not written yet, in order. */
	waiting: ConnectionEvent[];
	/** Where its bytes go, once there are any. */
	wire: WireFile | null;
	closed: boolean;
	droppedFrames: number;
	/** Request target and response status of the handshake, for the list in refrain.json. */
	target: string;
	status: number | null;
}

/**
 * Writes a recording to a snapshot directory while it is made. Calls only queue; the disk is written to behind them, in
 * whole lines, so that a killed process loses at most what waited and the end of one line. Bytes of the wire are written from
 * the call itself (see `WireFiles`): a recorder with a thread of its own gives these. Never throws into capture: when the disk
 * fails, frames are counted as dropped and `failure` says why.
 */
export class SnapshotDirectoryWriter implements RecordingSink, AsyncDisposable {
	readonly #directory: string;
	readonly #options: SnapshotDirectoryOptions;
	readonly #maxBufferedBytes: number;
	readonly #flushMs: number;
	readonly #files = new AppendFiles();
	readonly #wires = new WireFiles((error) => this.#fail(error));
	readonly #connections = new Map<string, ConnectionFile>();
	/** Those with something waiting. */
	readonly #dirty = new Set<ConnectionFile>();
	#bufferedBytes = 0;
	#droppedFrames = 0;
	#timer: NodeJS.Timeout | null = null;
	#writing: Promise<void> = Promise.resolve();
	#failure: FormatsError | null = null;

	private constructor(directory: string, options: SnapshotDirectoryOptions) {
		this.#directory = directory;
		this.#options = options;
		this.#maxBufferedBytes = options.maxBufferedBytes ?? 256 * 1024 * 1024;
		this.#flushMs = options.flushMs ?? 100;
	}

	/**
	 * Makes the directory and its refrain.json.
	 * @throws FormatsError ALREADY_EXISTS, WRITE_FAILED
	 */
	static async create(directory: string, options: SnapshotDirectoryOptions): Promise<SnapshotDirectoryWriter> {
		const writer = new SnapshotDirectoryWriter(directory, options);
		try {
			await mkdir(join(directory, CONNECTIONS_FOLDER), { recursive: true });
			const present = [...(await readdir(directory)), ...(await readdir(join(directory, CONNECTIONS_FOLDER)))];
			if (present.some((name) => name === MANIFEST_FILE || name.endsWith(LINES_SUFFIX))) {
				throw new FormatsError(
					'ALREADY_EXISTS',
					`${directory} holds a recording already; choose another directory, or delete that one`,
					{ path: directory },
				);
			}
			await writer.#writeManifest();
		} catch (error) {
			throw error instanceof FormatsError ? error : writeFailed(directory, error);
		}
		return writer;
	}

	/** @param known what a rewritten snapshot knows of the connection already */
	open(connection: ConnectionOpened, known: { session?: SessionKey; droppedFrames?: number } = {}): void {
		const number = String(this.#connections.size + 1).padStart(4, '0');
		// The id comes from outside: no part of it may lead out of the folder.
		const file = `${CONNECTIONS_FOLDER}/${number}-${connection.id.replace(/[^\w-]/g, '_')}${LINES_SUFFIX}`;
		const fresh = {
			file,
			waiting: [],
			wire: null,
			closed: false,
			droppedFrames: known.droppedFrames ?? 0,
			target: '',
			status: null,
		};
		this.#connections.set(connection.id, fresh);
		this.#add(connection.id, { type: 'opened', opened: connection, session: known.session ?? null });
	}

	handshake(connectionId: string, handshake: Handshake): void {
		const file = this.#connections.get(connectionId);
		if (file !== undefined) {
			file.target = handshake.request.target;
			file.status = handshake.response?.status ?? null;
		}
		this.#add(connectionId, { type: 'handshake', handshake });
	}

	frame(connectionId: string, frame: Frame): void {
		const event = { type: 'frame', frame } as const;
		const full = this.#bufferedBytes + costOf(event) > this.#maxBufferedBytes;
		if (full || !this.#add(connectionId, event)) this.#drop(connectionId, 1);
	}

	wire(connectionId: string, piece: WirePiece): void {
		const file = this.#connections.get(connectionId);
		if (file === undefined || this.#failure !== null) {
			this.#drop(connectionId, piece.frames);
			return;
		}
		this.#guard(() => {
			const isFirst = file.wire === null;
			file.wire ??= this.#wires.file(join(this.#directory, wireFileOf(file.file)));
			this.#wires.append(file.wire, piece);
			// Behind the file: the line that says that it is there must never be without it.
			if (isFirst) this.#add(connectionId, { type: 'wire' });
		});
	}

	http(connectionId: string, exchange: HttpExchange): void {
		this.#add(connectionId, { type: 'http', exchange });
	}

	violation(connectionId: string, violation: Violation): void {
		this.#add(connectionId, { type: 'violation', violation });
	}

	close(connectionId: string, close: CloseInfo, atUs: number): void {
		const file = this.#connections.get(connectionId);
		if (file === undefined) return;
		file.closed = true;
		const { wire } = file;
		if (wire !== null) this.#guard(() => this.#wires.close(wire));
		this.#add(connectionId, { type: 'closed', close, atUs, droppedFrames: file.droppedFrames });
	}

	/** Resolves when everything given so far is on its way to the disk (or has failed; see `failure`). */
	flush(): Promise<void> {
		this.#guard(() => this.#wires.flush());
		return this.#flushLines();
	}

	/** Writes the rest, and refrain.json with the list of connections. Still open connections stay without a last line. */
	async finish(): Promise<void> {
		await this.flush();
		this.#guard(() => this.#wires.closeAll());
		try {
			await this.#files.releaseAll();
			if (this.#failure === null) await this.#writeManifest();
		} catch (error) {
			this.#failure ??= writeFailed(this.#directory, error);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.finish();
	}

	get droppedFrames(): number {
		return this.#droppedFrames;
	}

	/** Why nothing more is written, null while all is well. */
	get failure(): FormatsError | null {
		return this.#failure;
	}

	/** Connections seen so far. */
	get connectionCount(): number {
		return this.#connections.size;
	}

	/** False when the connection is not known or the disk has failed: the event is lost. */
	#add(connectionId: string, event: ConnectionEvent): boolean {
		const file = this.#connections.get(connectionId);
		if (file === undefined || this.#failure !== null) return false;
		file.waiting.push(event);
		this.#dirty.add(file);
		this.#bufferedBytes += costOf(event);
		this.#timer ??= setTimeout(() => void this.#flushLines(), this.#flushMs);
		return true;
	}

	#drop(connectionId: string, frames: number): void {
		this.#droppedFrames += frames;
		const file = this.#connections.get(connectionId);
		if (file !== undefined) file.droppedFrames += frames;
	}

	#flushLines(): Promise<void> {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#writing = this.#writing.then(() => this.#writeWaiting());
		return this.#writing;
	}

	#guard(write: () => void): void {
		try {
			write();
		} catch (error) {
			this.#fail(error);
		}
	}

	async #writeWaiting(): Promise<void> {
		try {
			for (const file of [...this.#dirty]) {
				this.#dirty.delete(file);
				await this.#writeFile(file);
			}
		} catch (error) {
			this.#fail(error);
		}
	}

	async #writeFile(file: ConnectionFile): Promise<void> {
		const path = join(this.#directory, file.file);
		// Events leave the queue when they are on the disk: what fails is counted with what waits.
		while (file.waiting.length > 0) {
			const batch = takeBatch(file.waiting);
			await this.#files.append(path, batch.text);
			file.waiting = file.waiting.slice(batch.events);
			this.#bufferedBytes -= batch.bytes;
		}
		if (file.closed) await this.#files.release(path);
	}

	/** What waits is lost: its frames are counted, and the memory is given back. */
	#fail(error: unknown): void {
		if (this.#failure !== null) return;
		this.#failure = writeFailed(this.#directory, error);
		this.#droppedFrames += this.#wires.abandon();
		for (const file of this.#connections.values()) {
			this.#droppedFrames += file.waiting.filter(({ type }) => type === 'frame').length;
			file.waiting = [];
		}
		this.#dirty.clear();
		this.#bufferedBytes = 0;
	}

	/** Replaced in one step, so that a reader never sees half of it. */
	async #writeManifest(): Promise<void> {
		const { id, name, createdAtUs, generator, source = '' } = this.#options;
		const text = encodeSnapshotManifest({
			format: SNAPSHOT_FORMAT,
			version: SNAPSHOT_VERSION,
			id,
			name,
			createdAt: new Date(createdAtUs / 1000).toISOString(),
			generator,
			source,
			connections: [...this.#connections].map(([connectionId, { file, target, status }]) => ({
				id: connectionId,
				file,
				path: target,
				status,
			})),
		});
		const path = join(this.#directory, MANIFEST_FILE);
		await writeFile(`${path}.new`, text);
		await rename(`${path}.new`, path);
	}
}

function writeFailed(directory: string, cause: unknown): FormatsError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new FormatsError(
		'WRITE_FAILED',
		`the recording in ${directory} could not be written: ${reason}; free disk space or choose another directory`,
		{ path: directory, cause },
	);
}
