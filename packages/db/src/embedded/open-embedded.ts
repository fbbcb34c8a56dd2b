import { type ChildProcess, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { DbError } from '../db-error.ts';
import { ensureDataFolder, type PidFile, readPassword, readPidFile } from './data-folder.ts';
import { enter, leave } from './presence.ts';
import { othersCanEnter, type ServerAccount, serverAccount } from './server-account.ts';
import { serverBinaries } from './server-binaries.ts';
import { startServer } from './server-process.ts';

export interface EmbeddedDatabase {
	url: string;
	/** True when this call started the server; false when it joined one that another process had started. */
	started: boolean;
	/** Stops the server, unless others still use it (then the last of them does), or `force` is given. */
	release(options?: { force?: boolean }): Promise<'stopped' | 'left running'>;
}

export interface EmbeddedOptions {
	/** Settings of the server when this call starts it: `{ fsync: 'off' }`. */
	settings?: Readonly<Record<string, string>>;
	/** Where data goes when root may not run Postgres and its other account cannot reach `root`. */
	systemFolder?: string;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 20;
/** A server that did not come up is not started again at once. */
const START_PAUSE_MS = 1_000;

/**
 * Starts, or joins, the Postgres that keeps its files under `root`. Any number of processes may call it at once; all end
 * on one server. It is stopped by the last that releases it; a server that was left behind by a kill is joined again.
 */
export async function openEmbedded(root: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
	const account = serverAccount();
	const home = homeFolder(root, account, options.systemFolder ?? '/var/lib/refrain');
	mkdirSync(home, { recursive: true });
	const bin = serverBinaries(account, path.dirname(home));
	const data = path.join(home, 'postgres');
	ensureDataFolder(data, bin, account);
	const log = path.join(home, 'postgres.log');
	const start = () => startServer({ bin, data, log, account, settings: options.settings ?? {} });
	const { running, presence, url, started } = await join(data, log, start);
	return {
		url,
		started,
		async release({ force = false } = {}) {
			const left = await leave(presence, { force, stop: () => signalStop(bin, data, running.pid) });
			if (left === 'stopped') await gone(data, running.pid);
			return left;
		},
	};
}

/** `root`, or a folder of its own below `systemFolder` where the server's account cannot reach it. */
function homeFolder(root: string, account: ServerAccount, systemFolder: string): string {
	if (account.uid === undefined || othersCanEnter(root)) return root;
	return path.join(systemFolder, createHash('sha256').update(root).digest('hex').slice(0, 12));
}

interface Joined {
	running: PidFile;
	presence: pg.Client;
	url: string;
	started: boolean;
}

async function join(data: string, log: string, start: () => Promise<ChildProcess>): Promise<Joined> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	let child: ChildProcess | undefined;
	let startedMs = 0;
	let cause: unknown;
	while (Date.now() < deadline) {
		const running = readPidFile(data);
		if (running?.ready) {
			const url = `postgresql://refrain:${readPassword(data)}@127.0.0.1:${running.port}/refrain`;
			try {
				return { running, url, presence: await enter(url), started: child?.pid === running.pid };
			} catch (error) {
				// It is just stopping; or its pid file is a leftover and names a process that is something else now.
				cause = error;
			}
		}
		const hopeless = running === null || (running.ready && cause !== undefined);
		const isStarting = child !== undefined && child.exitCode === null && child.signalCode === null;
		if (hopeless && !isStarting && Date.now() - startedMs > START_PAUSE_MS) {
			startedMs = Date.now();
			child = await start();
		}
		await sleep(POLL_MS);
	}
	throw new DbError('embedded-postgres-failed', `The embedded Postgres did not start within 60 s; ${log} says why.`, {
		cause,
		log,
	});
}

/** A fast shutdown: open transactions are rolled back. */
function signalStop(bin: string, data: string, pid: number): void {
	if (process.platform === 'win32') {
		spawnSync(path.join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast']);
		return;
	}
	try {
		process.kill(pid, 'SIGINT');
	} catch {
		// It has gone already.
	}
}

async function gone(data: string, pid: number): Promise<void> {
	for (let waited = 0; waited < STOP_TIMEOUT_MS; waited += POLL_MS) {
		if (readPidFile(data)?.pid !== pid) return;
		await sleep(POLL_MS);
	}
}
