import { once } from 'node:events';
import { createServer } from 'node:net';
import { DEFAULT_OUT_PORT, type RecordOptions } from './options.ts';

/** The forward proxy takes its usual port if that is free and nobody asked for a certain one: two recordings may run side by side. */
export async function withFreeOutPort(options: RecordOptions): Promise<RecordOptions> {
	const usual = options.listeners.find(({ mode, port }) => mode === 'forward' && port === DEFAULT_OUT_PORT);
	if (!usual || options.outPortAsked || (await isFree(usual.host, usual.port))) return options;
	return { ...options, listeners: options.listeners.map((one) => (one === usual ? { ...one, port: 0 } : one)) };
}

async function isFree(host: string, port: number): Promise<boolean> {
	const server = createServer();
	try {
		server.listen({ host, port });
		await once(server, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		server.close();
	}
}
