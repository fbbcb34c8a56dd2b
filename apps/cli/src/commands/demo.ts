import { once } from 'node:events';
import { type DemoBuild, runDemoClient, startDemo } from '@refrain/demo';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../cli-io.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const serviceOptions = z.object({ port, faultyPort: port });
const clientOptions = z.object({ messages: z.coerce.number().int().min(0), interval: z.coerce.number().positive() });

export const command = {
	register(program: Command, io: CliIo): void {
		const demo = program
			.command('demo')
			.description(
				'Run a small WebSocket service in two builds, one correct and one with three faults, to try Refrain on.',
			)
			.option('--port <port>', 'where the correct build listens', '4201')
			.option('--faulty-port <port>', 'where the faulty build listens', '4202')
			.action((options: unknown) => runServices(serviceOptions.parse(options), io));
		demo
			.command('client')
			.description('Play the client of the demo service: 13 s of messages, then an orderly close.')
			.argument('<url>', 'the service, or the proxy in front of it, e.g. ws://127.0.0.1:4143/ws')
			.option('--messages <count>', 'messages to send before the goodbye', '2')
			.option('--interval <ms>', 'time between messages', '5000')
			.action((url: string, options: unknown) => runClient(url, clientOptions.parse(options), io));
	},
};

async function runServices(ports: z.infer<typeof serviceOptions>, io: CliIo): Promise<void> {
	await using correct = await start('correct', ports.port, '--port');
	await using faulty = await start('faulty', ports.faultyPort, '--faulty-port');
	await io.result(`correct build: ${correct.url}\nfaulty build:  ${faulty.url}`);
	io.note(`
To try Refrain on it, in other terminals:
  refrain record --target ws://127.0.0.1:${correct.port} --out ./demo-recording
  refrain demo client ws://127.0.0.1:4143/ws      (when it is done, end the recorder with Ctrl-C)
  refrain inspect --in ./demo-recording
  refrain replay --in ./demo-recording --test-against ws://127.0.0.1:${faulty.port}
  refrain mock start --in-dir ./demo-recording --port 8080
Ctrl-C ends the demo.`);
	if (!io.signal.aborted) await once(io.signal, 'abort');
}

async function start(build: DemoBuild, portNumber: number, option: string) {
	try {
		return await startDemo({ build, port: portNumber });
	} catch (cause) {
		const inUse = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
		const reason = inUse ? 'the port is in use' : (cause as Error).message;
		const message = `Cannot start the ${build} build on 127.0.0.1:${portNumber}: ${reason}. Choose another with ${option}.`;
		throw new CliError('BAD_INPUT', message, { cause });
	}
}

async function runClient(url: string, options: z.infer<typeof clientOptions>, io: CliIo): Promise<void> {
	if (!/^wss?:\/\//.test(url)) {
		throw new CliError('USAGE', `"${url}" is not a WebSocket address; give one such as ws://127.0.0.1:4143/ws.`);
	}
	try {
		const { messages, interval: intervalMs } = options;
		const result = await runDemoClient({ url, messages, intervalMs, signal: io.signal });
		await io.result(`${result.received} messages received; closed with ${result.closeCode}.`);
	} catch (cause) {
		const reason = (cause as Error).cause instanceof Error ? ((cause as Error).cause as Error).message : String(cause);
		throw new CliError('BAD_INPUT', `No demo service answers at ${url} (${reason}). Is "refrain demo" running?`, {
			cause,
		});
	}
}
