import { readFileSync } from 'node:fs';
import type { Goal } from '@refrain/assertions';
import { type LoadPlan, parseStage, parseTiming, type ReplayOptionsInput } from '@refrain/replay';
import { z } from 'zod';
import { CliError } from '../../cli-error.ts';
import { parseDuration } from '../record/duration.ts';
import { parseFailIf } from './fail-if.ts';

/** What `refrain replay` is asked to do. */
export interface ReplayCommand {
	directory: string;
	target: string;
	options: ReplayOptionsInput;
	/** null: everything must be equal. */
	configFile: string | null;
	learn: boolean;
	acceptNoise: boolean;
	saveConfig: string | null;
	goals: readonly Goal[];
	/** null: as the profile says. */
	waitMs: number | null;
	baseline: string | null;
	failOnNewMismatch: boolean;
	/** Files and directories to write the report to. */
	out: readonly string[];
	junit: string | null;
	/** null: one replay, judged in full. */
	load: LoadPlan | null;
	output: 'pretty' | 'json' | 'yaml' | 'csv' | 'markdown';
}

const schema = z.object({
	in: z.string(),
	testAgainst: z.string(),
	timing: z.string(),
	maxGap: z.string().optional(),
	wait: z.string().optional(),
	config: z.string().optional(),
	testConfig: z.string().optional(),
	learn: z.boolean().default(false),
	acceptNoise: z.boolean().default(false),
	saveConfig: z.string().optional(),
	failIf: z.array(z.string()),
	var: z.array(z.string()),
	seed: z.string(),
	baseline: z.string().optional(),
	failOnNewMismatch: z.boolean().default(false),
	out: z.array(z.string()),
	junit: z.string().optional(),
	vus: z.string().optional(),
	times: z.string().optional(),
	for: z.string().optional(),
	stage: z.array(z.string()),
	output: z.enum(['pretty', 'json', 'yaml', 'csv', 'markdown']),
	tlsInsecure: z.boolean().default(false),
	tlsCa: z.string().optional(),
});

/** @throws CliError USAGE or BAD_INPUT, ReplayError TIMING_INVALID */
export function parseReplayOptions(given: unknown): ReplayCommand {
	const options = schema.parse(given);
	if (options.config !== undefined && options.testConfig !== undefined) {
		throw new CliError('USAGE', '--config and --test-config both name the profile; give one of them');
	}
	if (options.failOnNewMismatch && options.baseline === undefined) {
		throw new CliError('USAGE', '--fail-on-new-mismatch needs --baseline: the earlier report that says what is known');
	}
	return {
		directory: options.in,
		target: options.testAgainst,
		options: {
			timing: parseTiming(options.timing),
			maxGapMs: options.maxGap === undefined ? null : parseDuration(options.maxGap, '--max-gap'),
			variables: Object.fromEntries(options.var.map(parseVariable)),
			seed: options.seed,
			verifyTls: !options.tlsInsecure,
			ca: options.tlsCa === undefined ? null : readPem(options.tlsCa),
		},
		configFile: options.config ?? options.testConfig ?? null,
		learn: options.learn,
		acceptNoise: options.acceptNoise,
		saveConfig: options.saveConfig ?? null,
		waitMs: options.wait === undefined ? null : parseDuration(options.wait, '--wait'),
		goals: options.failIf.map(parseFailIf),
		baseline: options.baseline ?? null,
		failOnNewMismatch: options.failOnNewMismatch,
		out: options.out,
		junit: options.junit ?? null,
		load: loadPlanOf(options),
		output: options.output,
	};
}

function loadPlanOf({ vus, times, for: duration, stage }: z.infer<typeof schema>): LoadPlan | null {
	if (stage.length > 0) {
		if (vus === undefined && times === undefined && duration === undefined) return { stages: stage.map(parseStage) };
		throw new CliError('USAGE', '--stage says users and duration itself; leave out --vus, --times and --for');
	}
	if (vus === undefined && times === undefined && duration === undefined) return null;
	const users = wholeNumber(vus ?? '1', '--vus');
	if (duration === undefined) return { vus: users, times: wholeNumber(times ?? '1', '--times') };
	if (times !== undefined)
		throw new CliError('USAGE', '--times and --for both say when the load ends; give one of them');
	return { stages: [{ vus: users, forMs: parseDuration(duration, '--for'), rampMs: 0 }] };
}

function wholeNumber(text: string, option: string): number {
	if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
	throw new CliError('USAGE', `${option} ${text}: expected a whole number from 1`);
}

function parseVariable(text: string): [string, string] {
	const at = text.indexOf('=');
	if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
	throw new CliError('USAGE', `--var ${text}: expected NAME=value`);
}

function readPem(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new CliError('BAD_INPUT', `--tls-ca ${path} cannot be read: ${(cause as Error).message}`, { cause });
	}
}
