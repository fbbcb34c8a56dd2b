import { readFileSync } from 'node:fs';
import { type Endpoint, formatEndpoint, type Listener, MODES, parseEndpoint } from '@refrain/capture';
import { z } from 'zod';
import { CliError } from '../../cli-error.ts';
import { parseDuration } from './duration.ts';

/** What `refrain record` is asked to do. */
export interface RecordOptions {
	listeners: readonly (Listener & { host: string })[];
	/** null: a directory named after the time, made in the working directory. */
	out: string | null;
	name: string;
	timeoutMs: number;
	/** Towards the services. */
	tls: { insecure: boolean; ca?: string };
	/** Where the certificate authority is; null: TLS of clients passes through unread. */
	certsDirectory: string | null;
	/** The port of the forward proxy was asked for: no other will do. */
	outPortAsked: boolean;
	/** Program and arguments; empty when none is run. */
	command: readonly string[];
}

const DEFAULT_APP_PORT = 8080;
export const DEFAULT_OUT_PORT = 4140;

const schema = z.object({
	target: z.string().optional(),
	appPort: z.string().optional(),
	appHost: z.string(),
	map: z.array(z.string()),
	port: z.string(),
	proxyInPort: z.string().optional(),
	proxyOutPort: z.string().optional(),
	mode: z.string().optional(),
	host: z.string(),
	out: z.string().optional(),
	svcName: z.string().optional(),
	timeout: z.string(),
	tlsInsecure: z.boolean().optional(),
	tlsCa: z.string().optional(),
	tlsPassthrough: z.boolean().optional(),
	certsDir: z.string(),
	rewriteHost: z.boolean().optional(),
});

type Given = z.infer<typeof schema>;

/** @throws CliError USAGE, CaptureError BAD_TARGET */
export function parseRecordOptions(command: readonly string[], given: unknown): RecordOptions {
	const options = schema.parse(given);
	const listeners = listenersOf(options, command.length > 0);
	return {
		listeners,
		out: options.out ?? null,
		name: options.svcName ?? `record ${whatIsRecorded(listeners)}`,
		timeoutMs: parseDuration(options.timeout, '--timeout'),
		tls: { insecure: options.tlsInsecure ?? false, ...(options.tlsCa ? { ca: readPem(options.tlsCa) } : {}) },
		certsDirectory: options.tlsPassthrough ? null : options.certsDir,
		outPortAsked: options.proxyOutPort !== undefined,
		command,
	};
}

/** 'ws://127.0.0.1:9000, forward' */
export function whatIsRecorded(listeners: RecordOptions['listeners']): string {
	return listeners
		.filter((listener) => listener.mode !== 'transparent' || listener.destinations !== 'announced')
		.map((listener) => (listener.mode === 'reverse' ? formatEndpoint(listener.target) : listener.mode))
		.join(', ');
}

function listenersOf(options: Given, wraps: boolean): RecordOptions['listeners'] {
	const { host, map, target, appPort } = options;
	if (target !== undefined && appPort !== undefined) {
		throw new CliError('USAGE', '--target and --app-port both name the service; give one of them');
	}
	const main = mainTarget(options, wraps);
	const port = parsePort(options.proxyInPort ?? options.port, options.proxyInPort ? '--proxy-in-port' : '--port');
	const rewrite = options.rewriteHost ? { rewriteHost: true } : {};
	const listeners = [
		...modeListener(options, port),
		...(main === null ? [] : [{ mode: 'reverse' as const, host, port, target: main, ...rewrite }]),
		...map.map((text) => ({ ...parseMap(text, host), ...rewrite })),
		...outListener(options, wraps),
		// The preload of a wrapped program leads its connections here.
		...(wraps
			? [{ mode: 'transparent' as const, destinations: 'announced' as const, host: '127.0.0.1', port: 0 }]
			: []),
	];
	if (listeners.length > 0) return listeners;
	throw new CliError('USAGE', 'nothing to record: say where the service is, e.g. --target ws://127.0.0.1:9000');
}

/** --mode: what listens on --port when it is no reverse proxy. */
function modeListener({ mode = 'reverse', host, target, appPort }: Given, port: number): RecordOptions['listeners'] {
	if (mode === 'reverse') return [];
	if (target !== undefined || appPort !== undefined) {
		throw new CliError(
			'USAGE',
			`--mode ${mode} and a target do not go together: the clients say where they want to go`,
		);
	}
	if (mode === 'forward' || mode === 'socks5') return [{ mode, host, port }];
	if (mode === 'transparent') return [{ mode, destinations: 'conntrack', host, port }];
	throw new CliError('USAGE', `--mode ${mode}: the modes are ${Object.keys(MODES).join(', ')}`);
}

function outListener({ proxyOutPort, host }: Given, wraps: boolean): RecordOptions['listeners'] {
	if (proxyOutPort === undefined && !wraps) return [];
	return [{ mode: 'forward', host, port: parsePort(proxyOutPort ?? String(DEFAULT_OUT_PORT), '--proxy-out-port') }];
}

function mainTarget({ target, appPort, appHost, map, mode }: Given, wraps: boolean): Endpoint | null {
	if (target !== undefined) return parseEndpoint(target);
	if (appPort !== undefined) return { host: appHost, port: parsePort(appPort, '--app-port'), tls: false };
	if (mode !== undefined && mode !== 'reverse') return null;
	// A program to run and no word of where it listens: the port that programs are commonly told to use.
	return wraps && map.length === 0 ? { host: appHost, port: DEFAULT_APP_PORT, tls: false } : null;
}

/** 'LISTEN=ws://HOST:PORT', where LISTEN is a port or address:port. */
function parseMap(text: string, defaultHost: string): RecordOptions['listeners'][number] {
	const at = text.indexOf('=');
	const listen = /^(?:(.+):)?(\d+)$/.exec(text.slice(0, Math.max(at, 0)));
	if (!listen) {
		throw new CliError('USAGE', `--map ${text}: expected LISTEN=ws://HOST:PORT, e.g. 4144=ws://127.0.0.1:9001`);
	}
	const host = listen[1]?.replace(/^\[(.*)\]$/, '$1') ?? defaultHost;
	return {
		mode: 'reverse',
		host,
		port: parsePort(listen[2] ?? '', '--map'),
		target: parseEndpoint(text.slice(at + 1)),
	};
}

function parsePort(text: string, option: string): number {
	const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (port >= 0 && port <= 65_535) return port;
	throw new CliError('USAGE', `${option} ${text}: a port is a number from 0 (any free one) to 65535`);
}

function readPem(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new CliError('BAD_INPUT', `--tls-ca ${path} cannot be read: ${(cause as Error).message}`, { cause });
	}
}
