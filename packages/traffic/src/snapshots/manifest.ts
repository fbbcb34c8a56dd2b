import { z } from 'zod';
import { describeIssue } from './decode-line.ts';

export const SNAPSHOT_FORMAT = 'refrain-snapshot';

/** The newest version of the snapshot format that this Refrain reads, and the one it writes. */
export const SNAPSHOT_VERSION = 1;

const manifestSchema = z.object({
	format: z.literal(SNAPSHOT_FORMAT),
	version: z.literal(SNAPSHOT_VERSION),
	id: z.string().min(1),
	name: z.string(),
	/** ISO 8601, UTC. */
	createdAt: z.iso.datetime(),
	/** What wrote it: 'refrain 0.1.0'. */
	generator: z.string(),
	/** Where the traffic came from: 'record ws://127.0.0.1:9000'. */
	source: z.string().default(''),
	/** For people; the files in connections/ are what counts, since a killed recorder leaves this list short. */
	connections: z
		.array(
			z.object({
				id: z.string(),
				file: z.string(),
				path: z.string().default(''),
				status: z.int().nullable().default(null),
			}),
		)
		.default([]),
});

/** refrain.json, the head of a snapshot directory. */
export type SnapshotManifest = z.output<typeof manifestSchema>;

export type SnapshotManifestResult =
	| { ok: true; manifest: SnapshotManifest }
	/** `newer` is true when a later Refrain wrote it. */
	| { ok: false; newer: boolean; reason: string };

const headSchema = z.object({
	format: z.string(),
	version: z.int(),
	generator: z.string().default('a newer Refrain'),
});

/** Reads refrain.json. `reason` goes on after the file's name: 'was written by ...', 'has a bad field ...'. */
export function parseSnapshotManifest(text: string): SnapshotManifestResult {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return malformed(`is not JSON (${error instanceof Error ? error.message : String(error)})`);
	}
	// The version comes first: what a later version looks like is not for this one to judge.
	const head = headSchema.safeParse(json);
	if (!head.success) return malformed(describeIssue(head.error));
	const { format, version, generator } = head.data;
	if (format !== SNAPSHOT_FORMAT) return malformed(`says format "${format}", not "${SNAPSHOT_FORMAT}"`);
	if (version > SNAPSHOT_VERSION) {
		return {
			ok: false,
			newer: true,
			reason: `was written by ${generator} (format version ${version}; this one reads ${SNAPSHOT_VERSION}): update Refrain, or record again with this one`,
		};
	}
	const manifest = manifestSchema.safeParse(json);
	return manifest.success ? { ok: true, manifest: manifest.data } : malformed(describeIssue(manifest.error));
}

export function encodeSnapshotManifest(manifest: SnapshotManifest): string {
	return `${JSON.stringify(manifest, null, '\t')}\n`;
}

function malformed(reason: string): SnapshotManifestResult {
	return { ok: false, newer: false, reason };
}
