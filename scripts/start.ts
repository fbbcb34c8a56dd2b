// The supervisor behind `npm start`: database, migrations, worker, web; one URL; nothing left behind.
import { type ChildProcess, fork } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedDatabase, openEmbedded } from '@refrain/db/embedded';
import { migrate } from '@refrain/db/migrate';

const root = path.resolve(import.meta.dirname, '..');
const host = process.env.REFRAIN_HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
const startedMs = Date.now();

/** A worker that dies is started again (its jobs are taken over), unless it dies this often within a minute. */
const MAX_WORKER_STARTS_PER_MINUTE = 5;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

const children = new Set<ChildProcess>();
const workerStarts: number[] = [];
let database: EmbeddedDatabase | undefined;
let stopping: Promise<void> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

try {
	await start();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	await stop(2);
}

async function start(): Promise<void> {
	if (!LOOPBACK.test(host))
		throw new Error(
			`REFRAIN_HOST is ${host}: Refrain has no login yet, so it listens on this machine only. Put a proxy that asks for one in front of 127.0.0.1:${port}, and name its host in REFRAIN_ALLOWED_HOSTS.`,
		);
	if (!(await portIsFree()))
		throw new Error(
			`Port ${port} on ${host} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
		);
	process.env.PGAPPNAME ??= `refrain-${process.pid}`;
	if (!process.env.DATABASE_URL?.trim()) {
		database = await openEmbedded(process.env.REFRAIN_DATA ?? path.join(root, '.data'));
		process.env.DATABASE_URL = database.url;
		console.log(`embedded Postgres ${database.started ? 'started' : 'joined'}`);
	}
	const applied = await migrate(process.env.DATABASE_URL, path.join(root, 'prisma/migrations'));
	if (applied.length) console.log(`${applied.length} migration${applied.length === 1 ? '' : 's'} applied`);
	if (stopping) return;
	startWorker();
	startWeb();
	await webAnswers();
	if (!stopping)
		console.log(`\nRefrain is ready on ${url()} (${((Date.now() - startedMs) / 1000).toFixed(1)} s). Ctrl-C stops it.`);
}

function startWorker(): void {
	const now = Date.now();
	workerStarts.push(now);
	const worker = run('apps/worker/src/main.ts', [], ['--import', 'tsx']);
	worker.once('exit', (code, signal) => {
		if (stopping) return;
		console.error(`The worker stopped (${signal ?? `exit code ${code}`}); starting it again.`);
		if (workerStarts.filter((at) => at > Date.now() - 60_000).length < MAX_WORKER_STARTS_PER_MINUTE) startWorker();
		else {
			console.error(`The worker stopped ${MAX_WORKER_STARTS_PER_MINUTE} times within a minute: giving up.`);
			void stop(1);
		}
	});
}

function startWeb(): void {
	const web = run('apps/web/start.mjs', ['start', '-p', String(port), '-H', host], []);
	web.once('exit', (code, signal) => {
		if (stopping) return;
		console.error(`The web server stopped unexpectedly (${signal ?? `exit code ${code}`}).`);
		void stop(1);
	});
}

function run(file: string, args: string[], execArgv: string[]): ChildProcess {
	const script = path.join(root, file);
	// The IPC channel is how a child notices that we are gone, whatever ended us.
	const stdio: ['ignore', 'inherit', 'inherit', 'ipc'] = ['ignore', 'inherit', 'inherit', 'ipc'];
	const child = fork(script, args, { cwd: path.join(root, file.split('/').slice(0, 2).join('/')), execArgv, stdio });
	children.add(child);
	child.once('exit', () => children.delete(child));
	return child;
}

function stop(code: number): Promise<void> {
	stopping ??= (async () => {
		for (const child of children) child.kill('SIGTERM');
		for (let waited = 0; children.size && waited < 10_000; waited += 50) await sleep(50);
		for (const child of children) child.kill('SIGKILL');
		await database?.release();
		process.exit(code);
	})();
	return stopping;
}

async function webAnswers(): Promise<void> {
	while (!stopping) {
		const answered = await fetch(`${url()}/api/health`).then(
			(response) => response.ok,
			() => false,
		);
		if (answered) return;
		await sleep(50);
	}
}

function url(): string {
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function portIsFree(): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = net.createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, host, () => probe.close(() => resolve(true)));
	});
}
