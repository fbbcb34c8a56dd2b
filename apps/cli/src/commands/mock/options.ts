import { readFileSync } from 'node:fs';
import { type MockOptionsInput, STRICTNESS } from '@refrain/mock';
import { z } from 'zod';
import { CliError } from '../../cli-error.ts';
import { CERTS_DIRECTORY } from '../certs.ts';
import { parseDuration } from '../record/duration.ts';

/** What `refrain mock` is asked to do. */
export interface MockCommandOptions {
	directory: string;
	host: string;
	port: number;
	timeoutMs: number;
	failOnMiss: boolean;
	options: MockOptionsInput;
	/** File with more options; those given on the command line win. */
	config: string | null;
	/** False: no real service is asked, whatever the file says. */
	passthrough: boolean;
	watch: boolean;
	/** A certificate, or the directory of the authority that makes one; null for ws:// and http://. */
	tls: { cert: string; key: string } | { certsDirectory: string } | null;
	/** Program and arguments; empty when none is run. */
	command: readonly string[];
}

const schema = z.object({
	in: z.string().optional(),
	inDir: z.string().optional(),
	port: z.string().optional(),
	proxyOutPort: z.string().optional(),
	host: z.string().default('127.0.0.1'),
	match: z.string().optional(),
	ignore: z.array(z.string()).default([]),
	repeat: z.boolean().default(true),
	onMiss: z.string().optional(),
	config: z.string().optional(),
	passthrough: z.boolean().default(true),
	watch: z.boolean().default(true),
	tls: z.boolean().default(false),
	certsDir: z.string().default(CERTS_DIRECTORY),
	tlsCert: z.string().optional(),
	tlsKey: z.string().optional(),
	failOnMiss: z.boolean().default(false),
	pushes: z.string().optional(),
	speed: z.string().optional(),
	mockTiming: z.string().optional(),
	end: z.string().optional(),
	timestamps: z.string().optional(),
	timeout: z.string().default('12h'),
});

/** @throws CliError USAGE, BAD_INPUT */
export function parseMockOptions(command: readonly string[], given: unknown): MockCommandOptions {
	const parsed = schema.parse(given);
	const { match, pushes, speed, end, timestamps, ignore, repeat } = parsed;
	if (parsed.in !== undefined && parsed.inDir !== undefined && parsed.in !== parsed.inDir) {
		throw new CliError('USAGE', '--in and --in-dir name different directories; give one of them');
	}
	if (!parsed.passthrough && parsed.onMiss?.startsWith('ws')) {
		throw new CliError('USAGE', '--no-passthrough forbids what --on-miss asks for; give one of them');
	}
	requireOneOf('--match', match, STRICTNESS);
	requireOneOf('--pushes', pushes, ['recorded', 'on-connect', 'off']);
	requireOneOf('--end', end, ['as-recorded', 'keep-open', 'loop']);
	requireOneOf('--timestamps', timestamps, ['recorded', 'now']);
	const chosen = {
		strictness: match,
		pushes,
		end,
		timestamps,
		speed: speed === undefined ? undefined : Number(speed),
		ignore: ignore.length === 0 ? undefined : ignore,
		repeat: repeat ? undefined : false,
		noMatch: parsed.onMiss === undefined ? undefined : parseOnMiss(parsed.onMiss),
		latency: parsed.mockTiming === undefined ? undefined : parseTiming(parsed.mockTiming),
	};
	// What is not given is left to the file, and to the mock's own defaults.
	const said = Object.entries(chosen).filter(([, value]) => value !== undefined);
	const options = Object.fromEntries(said) as MockOptionsInput;
	return {
		directory: parsed.in ?? parsed.inDir ?? '.',
		host: parsed.host,
		port: parsePort(parsed),
		timeoutMs: parseDuration(parsed.timeout, '--timeout'),
		failOnMiss: parsed.failOnMiss,
		options,
		config: parsed.config ?? null,
		passthrough: parsed.passthrough,
		watch: parsed.watch,
		tls: readTls(parsed),
		command,
	};
}

function requireOneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
	if (value === undefined || allowed.includes(value)) return;
	throw new CliError('USAGE', `${option} ${value}: expected ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`);
}

function parsePort({ port, proxyOutPort }: z.infer<typeof schema>): number {
	const option = port === undefined && proxyOutPort !== undefined ? '--proxy-out-port' : '--port';
	const text = port ?? proxyOutPort ?? '8080';
	if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new CliError('USAGE', `${option} ${text}: a port is a number from 0 (any free one) to 65535`);
}

function readTls({ tls, certsDir, tlsCert, tlsKey }: z.infer<typeof schema>): MockCommandOptions['tls'] {
	if (tlsCert === undefined && tlsKey === undefined) return tls ? { certsDirectory: certsDir } : null;
	if (tlsCert === undefined || tlsKey === undefined) {
		throw new CliError('USAGE', '--tls-cert and --tls-key belong together; give both');
	}
	return { cert: readPem(tlsCert, '--tls-cert'), key: readPem(tlsKey, '--tls-key') };
}

function readPem(path: string, option: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new CliError('BAD_INPUT', `${option} ${path} cannot be read: ${(cause as Error).message}`, { cause });
	}
}

function parseOnMiss(text: string): NonNullable<MockOptionsInput['noMatch']> {
	if (text === 'error' || text === 'silent') return { action: text };
	if (/^wss?:\/\//.test(text)) return { action: 'passthrough', url: text };
	const close = /^close(?::(\d{4}))?$/.exec(text);
	if (close) return { action: 'close', ...(close[1] === undefined ? {} : { code: Number(close[1]) }) };
	throw new CliError(
		'USAGE',
		`--on-miss ${text}: expected error, silent, close, close:<code> or a ws:// address of the real service`,
	);
}

/** 'none', 'recorded', '250ms', '5x' (five times as fast), '.25x'. */
function parseTiming(text: string): NonNullable<MockOptionsInput['latency']> {
	if (text === 'recorded' || text === 'none') return { mode: text };
	const fixed = /^(\d+(?:\.\d+)?)ms$/.exec(text);
	if (fixed) return { mode: 'fixed', ms: Number(fixed[1]) };
	const faster = /^(\d*\.?\d+)x$/.exec(text);
	if (faster && Number(faster[1]) > 0) return { mode: 'times', factor: 1 / Number(faster[1]) };
	throw new CliError(
		'USAGE',
		`--mock-timing ${text}: expected recorded, none, a time such as 250ms, or a speed such as 5x`,
	);
}
