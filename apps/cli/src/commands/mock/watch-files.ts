import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LOOK_MS = 500;

export interface FileWatch {
	/** How often the files were looked at. */
	readonly looks: number;
	stop(): void;
}

/**
 * Calls back when a file below one of the paths has changed and stays as it is: what is still being written is not
 * taken over half done. Looks by itself, since file events of the system are lost on some network and container disks.
 */
export function watchFiles(paths: readonly string[], onChange: () => Promise<void>): FileWatch {
	let taken: string | null = null;
	let seen: string | null = null;
	let busy = false;
	let looks = 0;
	const look = async () => {
		if (busy) return;
		busy = true;
		const now = (await Promise.all(paths.map((path) => fingerprint(path)))).join('\n');
		taken ??= now;
		if (now !== taken && now === seen) {
			taken = now;
			await onChange();
		}
		seen = now;
		looks += 1;
		busy = false;
	};
	void look();
	const timer = setInterval(() => void look(), LOOK_MS);
	return {
		get looks() {
			return looks;
		},
		stop: () => clearInterval(timer),
	};
}

/** A recording lies at most this deep below the directory that is served. */
const MAX_DEPTH = 3;

/** Changes with the time or size of any file. Empty for what is not there, and for what cannot belong to a recording. */
async function fingerprint(path: string, depth = 0): Promise<string> {
	if (depth > MAX_DEPTH || /[\\/](node_modules|\.[^\\/.][^\\/]*)$/.test(path)) return '';
	try {
		const facts = await stat(path);
		if (!facts.isDirectory()) return `${path} ${facts.mtimeMs} ${facts.size}`;
		const entries = (await readdir(path)).sort();
		return (await Promise.all(entries.map((entry) => fingerprint(join(path, entry))))).join('\n');
	} catch {
		return '';
	}
}
