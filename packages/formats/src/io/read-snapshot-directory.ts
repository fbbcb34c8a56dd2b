import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
	parseSnapshotManifest,
	type RecordedConnection,
	type SessionRule,
	type Snapshot,
	type SnapshotManifest,
} from '@refrain/traffic';
import { FormatsError } from '../formats-error.ts';
import { bytesOnly, LINES_SUFFIX, readConnectionFile, WIRE_SUFFIX, wireFileOf } from './read-connection-file.ts';

export const MANIFEST_FILE = 'refrain.json';
export const CONNECTIONS_FOLDER = 'connections';

export interface SnapshotDirectory {
	snapshot: Snapshot;
	/** Where the traffic came from: 'record ws://127.0.0.1:9000'. */
	source: string;
	/** Whole sentences about what could not be read, and why that is no error. */
	warnings: string[];
}

/**
 * Reads a recording or snapshot directory, or a directory whose folders are recordings: these are merged, oldest first.
 * @throws FormatsError NOT_A_SNAPSHOT, NEWER_VERSION, MALFORMED
 */
export async function readSnapshotDirectory(
	directory: string,
	options: { sessionRules?: readonly SessionRule[] } = {},
): Promise<SnapshotDirectory> {
	const found = await findRecordings(directory);
	const parts = [];
	for (const path of found) parts.push(await readOne(path, options.sessionRules));
	const [first] = parts;
	if (first === undefined) throw notASnapshot(directory);
	if (parts.length === 1) return first;
	const connections = parts.flatMap(({ snapshot }) => snapshot.connections);
	return {
		snapshot: { ...first.snapshot, name: basename(directory), connections: sorted(connections) },
		source: parts.map(({ source }) => source).join(', '),
		warnings: parts.flatMap(({ warnings }) => warnings),
	};
}

/** The directory itself, or the folders in it that are recordings. */
async function findRecordings(directory: string): Promise<string[]> {
	const entries = await list(directory);
	if (entries.includes(MANIFEST_FILE)) return [directory];
	const found: string[] = [];
	for (const entry of entries) {
		const inside: string[] = await readdir(join(directory, entry)).catch(() => []);
		if (inside.includes(MANIFEST_FILE)) found.push(join(directory, entry));
	}
	return found;
}

async function list(directory: string): Promise<string[]> {
	try {
		return (await readdir(directory)).sort();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
		const reason =
			code === 'ENOENT'
				? 'does not exist'
				: code === 'ENOTDIR'
					? 'is a file, not a directory'
					: `cannot be read (${String(error)})`;
		throw new FormatsError('NOT_A_SNAPSHOT', `${directory} ${reason}; give the directory that refrain record wrote`, {
			path: directory,
			cause: error,
		});
	}
}

function notASnapshot(directory: string): FormatsError {
	return new FormatsError(
		'NOT_A_SNAPSHOT',
		`${directory} holds no recording: neither it nor a folder in it has a ${MANIFEST_FILE}; give the directory that refrain record wrote`,
		{ path: directory },
	);
}

async function readOne(directory: string, rules?: readonly SessionRule[]): Promise<SnapshotDirectory> {
	const manifest = await readManifest(join(directory, MANIFEST_FILE));
	const files = await connectionFiles(directory, manifest);
	const warnings = files.orphans.map(bytesOnly);
	const connections: RecordedConnection[] = [];
	for (const path of files.lines) {
		const file = await readConnectionFile(path, rules);
		warnings.push(...file.warnings);
		if (file.connection !== null) connections.push(file.connection);
	}
	return {
		snapshot: {
			id: manifest.id,
			name: manifest.name,
			createdAtUs: Date.parse(manifest.createdAt) * 1000,
			connections: sorted(connections),
		},
		source: manifest.source,
		warnings,
	};
}

async function readManifest(path: string): Promise<SnapshotManifest> {
	const result = parseSnapshotManifest(await readFile(path, 'utf8'));
	if (result.ok) return result.manifest;
	if (result.newer) throw new FormatsError('NEWER_VERSION', `${path} ${result.reason}`, { path });
	throw new FormatsError('MALFORMED', `${path} ${result.reason}; restore the file from a copy, or record again`, {
		path,
	});
}

/** Every file in connections/; what the manifest names must be among them. Orphans are bytes without lines. */
async function connectionFiles(
	directory: string,
	manifest: SnapshotManifest,
): Promise<{ lines: string[]; orphans: string[] }> {
	const folder = join(directory, CONNECTIONS_FOLDER);
	const present: string[] = (await readdir(folder).catch(() => [])).sort();
	const names = present.filter((name) => name.endsWith(LINES_SUFFIX));
	const wires = new Set(names.map(wireFileOf));
	const orphans = present.filter((name) => name.endsWith(WIRE_SUFFIX) && !wires.has(name));
	const missing = manifest.connections.find(({ file }) => !names.includes(basename(file)));
	if (missing !== undefined) {
		const path = join(directory, missing.file);
		throw new FormatsError(
			'MALFORMED',
			`${path} is missing, though ${MANIFEST_FILE} names it; restore the file from a copy, or take its line out of ${MANIFEST_FILE}`,
			{ path },
		);
	}
	const inFolder = (name: string) => join(folder, name);
	return { lines: names.map(inFolder), orphans: orphans.map(inFolder) };
}

function sorted(connections: readonly RecordedConnection[]): RecordedConnection[] {
	return [...connections].sort((a, b) => a.connection.openedAtUs - b.connection.openedAtUs);
}
