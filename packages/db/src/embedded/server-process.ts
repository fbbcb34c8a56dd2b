import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { ServerAccount } from './server-account.ts';

/**
 * Starts the server. It outlives us and a Ctrl-C in our terminal (`detached`): web and worker need it until they are done.
 * Only this machine reaches it, on a free port. Its output goes to `log`: an inherited one would keep pipes open.
 */
export async function startServer(of: {
	bin: string;
	data: string;
	log: string;
	account: ServerAccount;
	settings: Readonly<Record<string, string>>;
}): Promise<ChildProcess> {
	const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...of.settings };
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const port = await freePort();
	const log = openSync(of.log, 'a');
	try {
		const child = spawn(path.join(of.bin, 'postgres'), ['-D', of.data, '-p', String(port), ...args], {
			...of.account,
			cwd: of.data,
			detached: true,
			stdio: ['ignore', log, log],
			windowsHide: true,
		});
		// That it does not start shows in the data folder, whoever tried.
		child.on('error', () => {});
		child.unref();
		return child;
	} finally {
		closeSync(log);
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = net.createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as net.AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
