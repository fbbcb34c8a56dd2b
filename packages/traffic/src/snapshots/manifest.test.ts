import { expect, it } from 'vitest';
import { encodeSnapshotManifest, parseSnapshotManifest, type SnapshotManifest } from './manifest.ts';

const manifest: SnapshotManifest = {
	format: 'refrain-snapshot',
	version: 1,
	id: 's1',
	name: 'orders',
	createdAt: '2026-01-02T03:04:05.678Z',
	generator: 'refrain 0.1.0',
	source: 'record ws://127.0.0.1:9000',
	connections: [{ id: 'c1', file: 'connections/0001-c1.ndjson', path: '/ws', status: 101 }],
};

it('reads what it writes', () => {
	expect(parseSnapshotManifest(encodeSnapshotManifest(manifest))).toEqual({ ok: true, manifest });
});

it('refuses a later version by its version alone', () => {
	const later = { format: 'refrain-snapshot', version: 2, generator: 'refrain 9.0.0', everything: 'else is new' };
	expect(parseSnapshotManifest(JSON.stringify(later))).toEqual({
		ok: false,
		newer: true,
		reason:
			'was written by refrain 9.0.0 (format version 2; this one reads 1): update Refrain, or record again with this one',
	});
});

it.each([
	['{', /^is not JSON \(/],
	['{"format":"har","version":1}', /^says format "har", not "refrain-snapshot"$/],
	['{"format":"refrain-snapshot"}', /^has a bad field "version": /],
	['{"format":"refrain-snapshot","version":0}', /^has a bad field "version": /],
	[JSON.stringify({ ...manifest, createdAt: 'yesterday' }), /^has a bad field "createdAt": /],
	[JSON.stringify({ ...manifest, connections: [{ id: 'c1' }] }), /^has a bad field "connections.0.file": /],
])('says what is wrong with %s', (text, reason) => {
	expect(parseSnapshotManifest(text)).toEqual({ ok: false, newer: false, reason: expect.stringMatching(reason) });
});
