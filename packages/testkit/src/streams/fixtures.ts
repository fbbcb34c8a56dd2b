import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OWN = new URL('../../fixtures/', import.meta.url);
/** Beside the repository: files that may not be committed. */
const SHARED = new URL('../../../../../shared/fixtures/', import.meta.url);

export interface StreamFixture {
	name: string;
	stream: URL;
	facts: URL;
}

/** The byte streams of a folder with the facts beside them; says so on stderr when the folder is absent. */
export function streamFixtures(kind: 'own' | 'third-party'): StreamFixture[] {
	const folder = firstThere(
		kind === 'own'
			? [new URL('streams/', OWN), new URL('own/streams/', SHARED)]
			: [new URL('third-party/streams/', SHARED)],
	);
	if (!folder) {
		console.warn(
			`SKIPPED: the ${kind} byte streams are not here (looked for ../shared/fixtures beside the repository)`,
		);
		return [];
	}
	return readdirSync(folder)
		.filter((file) => file.endsWith('.ndjson'))
		.sort()
		.map((file) => ({
			name: file.replace(/\.ndjson$/, ''),
			stream: new URL(file, folder),
			facts: new URL(file.replace(/\.ndjson$/, '.facts.json'), folder),
		}));
}

/** A file of our own fixtures, by its path below `own`. */
export function ownFixture(path: string): string {
	const found = firstThere([new URL(path, OWN), new URL(`own/${path}`, SHARED)]);
	if (!found) throw new Error(`packages/testkit/fixtures/${path} is missing`);
	return fileURLToPath(found);
}

function firstThere(urls: readonly URL[]): URL | undefined {
	return urls.find((url) => existsSync(url));
}
