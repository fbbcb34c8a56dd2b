import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process under measurement, or beside it. */
export interface Running extends AsyncDisposable {
	readonly pid: number;
	readonly port: number;
	readonly child: ChildProcess;
}

/** A proxy; `captured` tells at the end how many messages it has kept, null when it keeps none. */
export interface Middle extends Running {
	captured(): Promise<number | null>;
}

/** Starts one of the programs beside this file, which tells its port. */
export async function start(module: URL, args: readonly (string | number)[]): Promise<Running> {
	const child = fork(fileURLToPath(module), args.map(String), { execArgv: ['--import', 'tsx'] });
	const exited = once(child, 'exit').then(([code]) => {
		throw new Error(`${module.pathname} ended with ${code}`);
	});
	exited.catch(() => {});
	const [{ port }] = (await Promise.race([once(child, 'message'), exited])) as [{ port: number }];
	return { pid: child.pid ?? 0, port, child, [Symbol.asyncDispose]: () => stop(child) };
}

/** Sends a message to a program and waits for its answer. */
export async function ask<Answer>(child: ChildProcess, question: object): Promise<Answer> {
	child.send(question);
	const [answer] = await once(child, 'message');
	return answer as Answer;
}

const CLI = fileURLToPath(new URL('../../apps/cli/bin/refrain.mjs', import.meta.url));

/** `refrain record` as a user runs it, into a directory that is deleted again. `profileTo`: a folder for CPU profiles. */
export async function startRecord(target: number, profileTo?: string): Promise<Middle> {
	const out = await mkdtemp(join(tmpdir(), 'refrain-bench-'));
	const profiling = profileTo === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileTo];
	const args = [
		...profiling,
		CLI,
		'record',
		'--target',
		`ws://127.0.0.1:${target}`,
		'--port',
		'0',
		'--out',
		join(out, 'recording'),
	];
	const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	const heard = new Promise<number>((resolve, reject) => {
		const hear = (text: Buffer) => {
			said += text.toString();
			const port = /listening on [^ ]*:(\d+)/.exec(said)?.[1];
			if (port !== undefined) resolve(Number(port));
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.once('exit', () => reject(new Error(`refrain record ended: ${said}`)));
	});
	const port = await heard;
	const end = async () => {
		if (child.exitCode === null) {
			child.kill('SIGINT');
			await once(child, 'exit');
		}
	};
	return {
		pid: child.pid ?? 0,
		port,
		child,
		async captured() {
			await end();
			return capturedMessages(said);
		},
		async [Symbol.asyncDispose]() {
			await end();
			await rm(out, { recursive: true, force: true });
		},
	};
}

/** Messages in the files: what was decoded, without what the store had to drop. */
function capturedMessages(summary: string): number {
	const read = (pattern: RegExp) => Number((pattern.exec(summary)?.[1] ?? '0').replaceAll(',', ''));
	return read(/: ([\d,]+) messages?/) - read(/NOT STORED: ([\d,]+)/);
}

const TICKS_PER_SECOND = 100;

/** CPU time that a process and its threads have used so far, in microseconds (Linux). */
function cpuUs(pid: number): number {
	// Fields 14 and 15, counted behind the name, which may hold spaces.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND;
}

/** CPU time once the process has nothing left to do: work that it put off counts as well. */
export async function cpuWhenIdleUs(pid: number): Promise<number> {
	const IDLE_MS = 400;
	for (let before = cpuUs(pid); ; ) {
		await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
		const now = cpuUs(pid);
		if (now - before <= IDLE_MS * 1000 * 0.03) return now;
		before = now;
	}
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.disconnect();
	await once(child, 'exit');
}
