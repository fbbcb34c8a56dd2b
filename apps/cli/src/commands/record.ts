import { MODES } from '@refrain/capture';
import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';
import { CERTS_DIRECTORY } from './certs.ts';
import { parseRecordOptions } from './record/options.ts';
import { record } from './record/record.ts';

const MODE_HELP = `what --port is: ${Object.values(MODES)
	.map(({ name, summary }) => `${name} (${summary})`)
	.join(', ')}`;

const EXAMPLES = `
Examples:
  refrain record --target ws://127.0.0.1:9000
  refrain record --target wss://api.example.com --port 4143 --out ./recording
  refrain record --app-port 8080 -- node server.js
  refrain record -- node client.js
  refrain record --mode forward --port 4140
  refrain record --map 4143=ws://127.0.0.1:9000 --map 4144=ws://127.0.0.1:9001

Clients connect to Refrain instead of the service; every byte passes through unchanged. Ctrl-C ends the recording.`;

export const command = {
	register(program: Command, io: CliIo): void {
		program
			.command('record')
			.description('Put a recording proxy in front of a service.')
			.argument('[command...]', 'a program to run while recording, after --; its exit code becomes ours')
			.option('--target <url>', 'the service: ws://host:port, wss://host')
			.option('--app-port <port>', 'the same as --target ws://<app-host>:<port>')
			.option('--app-host <host>', 'host of --app-port', 'localhost')
			.option('-m, --map <listen=url>', 'one more port to listen on, with its own service (repeatable)', append, [])
			.option('--port <port>', 'where clients connect instead', '4143')
			.option('--proxy-in-port <port>', 'another name for --port')
			.option(
				'--proxy-out-port <port>',
				'also be a forward proxy (HTTP and SOCKS5) there; on 4140 when a program is run',
			)
			.option('--mode <mode>', MODE_HELP, 'reverse')
			.option('--host <address>', 'address to listen on; 0.0.0.0 lets other machines connect', '127.0.0.1')
			.option('--out <dir>', 'where to store the recording (default: ./recorded-<time>)')
			.option('--svc-name <name>', 'a name for the recording')
			.option('--timeout <duration>', 'end by itself after this time, e.g. 90s, 30m, 12h', '12h')
			.option(
				'--rewrite-host',
				'give requests the Host of the service: changes these bytes, for services that ask for it',
			)
			.option('--tls-insecure', 'accept any certificate of a wss:// service')
			.option('--tls-ca <file>', 'PEM file of a certificate authority to trust for a wss:// service')
			.option('--tls-passthrough', 'let the TLS of clients pass unread')
			.option('--certs-dir <dir>', 'where the certificate authority is kept (refrain certs)', CERTS_DIRECTORY)
			.addHelpText('after', EXAMPLES)
			.action((words: string[], options: unknown) => record(parseRecordOptions(words, options), io));
	},
};

function append(value: string, previous: readonly string[]): string[] {
	return [...previous, value];
}
