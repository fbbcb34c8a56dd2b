import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DbError } from '../db-error.ts';
import type { ServerAccount } from './server-account.ts';

const PASSWORD_FILE = 'refrain.password';

/** Makes the data folder when there is none; several processes may try at once. */
export function ensureDataFolder(data: string, bin: string, account: ServerAccount): void {
	if (existsSync(path.join(data, 'PG_VERSION'))) return;
	const fresh = `${data}.init-${randomBytes(6).toString('hex')}`;
	mkdirSync(fresh, { mode: 0o700 });
	const password = `${fresh}.password`;
	writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
	if (account.uid !== undefined)
		for (const file of [fresh, password]) chownSync(file, account.uid, account.gid ?? account.uid);
	initialise(fresh, { password, bin, account });
	renameSync(password, path.join(fresh, PASSWORD_FILE));
	try {
		renameSync(fresh, data);
	} catch (error) {
		rmSync(fresh, { recursive: true, force: true });
		// Another process was first.
		if (!existsSync(path.join(data, 'PG_VERSION'))) throw error;
	}
}

/** The random password of the server's one user: other users of the machine can reach the port, but not the file. */
export function readPassword(data: string): string {
	return readFileSync(path.join(data, PASSWORD_FILE), 'utf8').trim();
}

function initialise(fresh: string, by: { password: string; bin: string; account: ServerAccount }): void {
	const options = [
		'-U',
		'refrain',
		'-A',
		'scram-sha-256',
		'-E',
		'UTF8',
		'--locale=C',
		'--no-sync',
		'--no-instructions',
	];
	const result = spawnSync(path.join(by.bin, 'initdb'), ['-D', fresh, '--pwfile', by.password, ...options], {
		...by.account,
		cwd: path.dirname(fresh),
		encoding: 'utf8',
	});
	if (result.status === 0) return;
	const said = result.error?.message ?? result.stderr.trim();
	throw new DbError('embedded-postgres-failed', `initdb could not make ${fresh}: ${said}`, { cause: result.error });
}

/** What a running server says about itself in its data folder. */
export interface PidFile {
	pid: number;
	port: number;
	ready: boolean;
}

/** null when there is none, or its process is gone. */
export function readPidFile(data: string): PidFile | null {
	const file = path.join(data, 'postmaster.pid');
	const lines = existsSync(file) ? readIfThere(file).split('\n') : [];
	const pid = Number(lines[0]);
	if (!pid || !isAlive(pid)) return null;
	return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

function readIfThere(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		// The server removed it just now.
		return '';
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}
