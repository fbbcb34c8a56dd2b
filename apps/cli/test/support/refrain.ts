import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEST_HOME = join(tmpdir(), 'refrain-test-home');
const BIN = fileURLToPath(new URL('../../bin/refrain.mjs', import.meta.url));

export interface Finished {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** A `refrain` process as a user would start it. */
export class Refrain implements AsyncDisposable {
	readonly #child: ChildProcess;
	readonly #exited: Promise<unknown>;
	stdout = '';
	stderr = '';

	constructor(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
		this.#child = spawn(process.execPath, [BIN, ...args], {
			cwd: options.cwd,
			// A certificate authority is made in the home directory.
			env: { ...process.env, HOME: TEST_HOME, ...options.env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.#exited = once(this.#child, 'close');
		this.#child.stdout?.on('data', (chunk) => (this.stdout += chunk));
		this.#child.stderr?.on('data', (chunk) => (this.stderr += chunk));
	}

	/** The first match in what was said on stderr; fails when the process ends before. */
	async said(pattern: RegExp): Promise<RegExpExecArray> {
		for (;;) {
			const match = pattern.exec(this.stderr);
			if (match) return match;
			if (this.#child.exitCode !== null) throw new Error(`refrain ended without saying ${pattern}: ${this.stderr}`);
			await Promise.race([once(this.#child.stderr as NodeJS.EventEmitter, 'data'), this.#exited]);
		}
	}

	kill(signal: NodeJS.Signals): void {
		this.#child.kill(signal);
	}

	async finished(): Promise<Finished> {
		await this.#exited;
		return { code: this.#child.exitCode, stdout: this.stdout, stderr: this.stderr };
	}

	/** Ctrl-C, and wait for the rest to be written. */
	async interrupt(): Promise<Finished> {
		this.kill('SIGINT');
		return this.finished();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.kill('SIGKILL');
		await this.#exited;
	}
}

/** Runs a command line to its end. */
export function refrain(
	args: readonly string[],
	options?: { cwd?: string; env?: Record<string, string> },
): Promise<Finished> {
	return new Refrain(args, options).finished();
}

/** Starts `refrain record` on a free port and waits until it listens. */
export async function startRecord(
	args: readonly string[],
	options?: { cwd?: string },
): Promise<{ process: Refrain; port: number }> {
	const process = new Refrain(['record', '--port', '0', ...args], options);
	const [, port] = await process.said(/listening on 127\.0\.0\.1:(\d+)/);
	return { process, port: Number(port) };
}
