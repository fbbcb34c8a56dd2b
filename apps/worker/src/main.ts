import { hostname } from 'node:os';
import { openDatabase } from '@refrain/db';
import { readEnv } from './env.ts';
import { messageOf } from './until-aborted.ts';
import { Worker } from './worker.ts';

try {
	const { databaseUrl, listenHost } = readEnv();
	await using db = openDatabase(databaseUrl);
	const log = (line: string) => console.error(`worker: ${line}`);
	const worker = new Worker({ db, workerId: `${hostname()}:${process.pid}`, listenHost, log });
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.stop());
	process.once('disconnect', () => worker.stop()); // the supervisor is gone
	process.send?.('ready');
	await worker.run();
} catch (error) {
	console.error(`worker: ${messageOf(error)}`);
	process.exitCode = 2;
}
process.disconnect?.();
