import { hostname } from 'node:os';
import { newId, openDatabase } from '@refrain/db';
import { readEnv } from './env.ts';
import { startWorker } from './worker.ts';

const databaseUrl = readEnv().DATABASE_URL;
const db = openDatabase(databaseUrl);
const workerId = `${hostname()}:${process.pid}:${newId()}`;
const worker = startWorker(db, { databaseUrl, workerId, warn: console.warn, prepare: true });

let stopping: Promise<void> | undefined;
const stop = (): Promise<void> => {
	stopping ??= (async () => {
		await worker.stop();
		await db.close();
		if (process.connected) process.disconnect?.();
	})();
	return stopping;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// The supervisor is gone, whatever ended it.
process.on('disconnect', stop);

await worker.ready;
process.send?.('ready');
