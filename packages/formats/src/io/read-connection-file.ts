import { existsSync } from 'node:fs';
import {
	ConnectionCollector,
	type ConnectionEvent,
	decodeSnapshotLine,
	type Handshake,
	type RecordedConnection,
	type SessionRule,
} from '@refrain/traffic';
import { FormatsError } from '../formats-error.ts';
import { type Line, readLines } from './read-lines.ts';
import { readWireFile } from './read-wire-file.ts';

export const LINES_SUFFIX = '.ndjson';
export const WIRE_SUFFIX = '.wire';

/** Where the bytes of a connection are, given where its lines are. */
export function wireFileOf(path: string): string {
	return `${path.slice(0, -LINES_SUFFIX.length)}${WIRE_SUFFIX}`;
}

export interface ConnectionFile {
	/** null when the recorder was killed before the first line was on the disk. */
	connection: RecordedConnection | null;
	warnings: string[];
}

/**
 * Reads connections/0001-<id>.ndjson, and the bytes beside it where there are any. An unfinished last line is what a killed
 * recorder leaves: it becomes a warning.
 * @throws FormatsError MALFORMED for anything else that is wrong, NEWER_VERSION
 */
export async function readConnectionFile(path: string, rules?: readonly SessionRule[]): Promise<ConnectionFile> {
	const reading = new Reading(path);
	for await (const line of readLines(path)) {
		const result = decodeSnapshotLine(line.text);
		if (result.ok) {
			await reading.add(result.event, line);
			continue;
		}
		if (line.ended || !result.syntax) throw malformed(path, line, result.reason);
		reading.warnings.push(
			`${path} line ${line.number} is unfinished (the recorder was stopped while it wrote it); the lines before it are kept`,
		);
		break;
	}
	return reading.finish(rules);
}

class Reading {
	readonly warnings: string[] = [];
	readonly #path: string;
	readonly #wirePath: string;
	#collector: ConnectionCollector | null = null;
	#handshake: Handshake | null = null;
	#wireRead = false;

	constructor(path: string) {
		this.#path = path;
		this.#wirePath = wireFileOf(path);
	}

	async add(event: ConnectionEvent, line: Line): Promise<void> {
		if (event.type === 'opened') {
			if (this.#collector !== null)
				throw malformed(this.#path, line, 'opens a second connection; each connection has a file of its own');
			this.#collector = new ConnectionCollector(event.opened, event.session);
			return;
		}
		if (this.#collector === null)
			throw malformed(
				this.#path,
				line,
				'comes before the connection is opened; the first line must be of type "opened"',
			);
		if (event.type === 'wire') {
			await this.#readWire(this.#collector, line);
			return;
		}
		if (event.type === 'handshake') this.#handshake = event.handshake;
		this.#collector.add(event);
	}

	async finish(rules?: readonly SessionRule[]): Promise<ConnectionFile> {
		const collector = this.#collector;
		if (collector === null && this.warnings.length === 0)
			this.warnings.push(`${this.#path} is empty (the recorder was stopped before it wrote anything)`);
		// Bytes may reach the disk before the lines that tell of them.
		if (!this.#wireRead && existsSync(this.#wirePath)) {
			if (collector !== null && this.#handshake !== null) await this.#readWire(collector, null);
			else this.warnings.push(bytesOnly(this.#wirePath));
		}
		return { connection: collector?.collect(rules) ?? null, warnings: this.warnings };
	}

	async #readWire(collector: ConnectionCollector, line: Line | null): Promise<void> {
		if (line !== null && this.#wireRead)
			throw malformed(this.#path, line, 'says a second time that frames are in the .wire file');
		if (line !== null && !existsSync(this.#wirePath))
			throw malformed(this.#path, line, `says that frames are in ${this.#wirePath}, which is missing`);
		this.#wireRead = true;
		const extensions = this.#handshake?.extensions ?? null;
		const warn = (sentence: string) => this.warnings.push(sentence);
		for await (const event of readWireFile(this.#wirePath, { extensions, warn })) collector.add(event);
	}
}

/** Says that a .wire file cannot be read without the handshake that its lines should hold. */
export function bytesOnly(wirePath: string): string {
	return `${wirePath} is left out (the recorder was stopped before it wrote the handshake that says how to read it)`;
}

function malformed(path: string, { number }: Line, reason: string): FormatsError {
	const message = `${path} line ${number} ${reason}; restore the file from a copy, or delete the line (or the file, to leave the connection out)`;
	return new FormatsError('MALFORMED', message, { path, line: number });
}
