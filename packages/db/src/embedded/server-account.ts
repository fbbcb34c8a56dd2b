import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DbError } from '../db-error.ts';

/** Whom the server runs as; empty: ourselves. */
export interface ServerAccount {
	uid?: number;
	gid?: number;
}

/** Postgres refuses to run as root, so root runs it as nobody. */
export function serverAccount(): ServerAccount {
	if (process.getuid?.() !== 0) return {};
	const users = readFileSync('/etc/passwd', 'utf8').split('\n');
	const nobody = users.map((line) => line.split(':')).find(([name]) => name === 'nobody');
	if (nobody) return { uid: Number(nobody[2]), gid: Number(nobody[3]) };
	throw new DbError(
		'no-embedded-postgres',
		'This runs as root, and there is no user "nobody" to run Postgres as. Set DATABASE_URL, or run as another user.',
	);
}

/** True when every folder on the way to `folder` lets other users through. */
export function othersCanEnter(folder: string): boolean {
	for (let at = path.resolve(folder); ; at = path.dirname(at)) {
		const mode = statSync(at, { throwIfNoEntry: false })?.mode;
		if (mode !== undefined && (mode & 0o001) === 0) return false;
		if (at === path.dirname(at)) return true;
	}
}
