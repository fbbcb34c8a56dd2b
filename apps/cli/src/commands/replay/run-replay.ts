import { writeFile } from 'node:fs/promises';
import {
	compare,
	judge,
	learnNoise,
	type ObservedReplay,
	type Report,
	type ReportDocument,
	type Suggestion,
	suggestionsOf,
	type TestConfig,
	withSuggestions,
} from '@refrain/assertions';
import { readSnapshotDirectory } from '@refrain/formats';
import { printTiming, replayOptionsSchema, startReplay } from '@refrain/replay';
import type { Snapshot } from '@refrain/traffic';
import type { CliIo } from '../../cli-io.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { type BaselineComparison, baselineText, compareWithBaseline } from './baseline.ts';
import { readConfig, writeConfig } from './config-file.ts';
import type { ReplayCommand } from './options.ts';
import { progressLine } from './progress-line.ts';
import { replayOptionsFor } from './replay-options-for.ts';
import { runLoad } from './run-load.ts';
import { summaryText } from './summary-text.ts';
import { renderAs, writeOut } from './write-out.ts';

/** Replays, judges, prints, and sets the exit code. */
export async function replay(command: ReplayCommand, io: CliIo): Promise<void> {
	const { snapshot, warnings } = await readSnapshotDirectory(command.directory);
	for (const warning of warnings) io.note(`warning: ${warning}`);
	const given = await readConfig(command.configFile);
	const config = withFlags(given, command);
	if (command.load !== null) return runLoad(command.load, { command, snapshot, config }, io);
	const runs = await run(command, { snapshot, config }, io);
	const judged = judgeRuns({ command, snapshot, config, runs });
	if (command.saveConfig !== null) {
		await writeConfig(command.saveConfig, withSuggestions(given, judged.proposed));
		io.note(`${command.saveConfig}: profile with ${judged.proposed.length} new checks written`);
	}
	const options = replayOptionsSchema.parse(command.options);
	const { target } = command;
	const document = {
		snapshot: snapshot.name,
		target,
		timing: printTiming(options.timing),
		config: judged.config,
		report: judged.report,
	};
	const baseline = command.baseline === null ? null : await compareWithBaseline(command.baseline, judged.report);
	await tell(document, { command, accepted: judged.accepted, observed: runs.last, baseline }, io);
	io.exitCode = exitCodeOf(judged.report, command.failOnNewMismatch ? baseline : null);
}

function withFlags(config: TestConfig, { goals, waitMs }: ReplayCommand): TestConfig {
	const answerMs = waitMs ?? config.timeouts.answerMs;
	return { ...config, goals: [...config.goals, ...goals], timeouts: { ...config.timeouts, answerMs } };
}

interface Runs {
	/** Only with --learn. */
	first: ObservedReplay | null;
	last: ObservedReplay;
}

async function run(
	command: ReplayCommand,
	{ snapshot, config }: { snapshot: Snapshot; config: TestConfig },
	io: CliIo,
): Promise<Runs> {
	const { learn, target } = command;
	const options = replayOptionsFor(command, config);
	const { signal } = io;
	const once = () => startReplay({ snapshot, target, options, signal, onProgress: progressLine(io) });
	if (!learn) return { first: null, last: await once() };
	io.note('First of two replays, to learn what varies ...');
	const first = await once();
	if (first.outcome.state !== 'finished') return { first: null, last: first };
	io.note('Second replay ...');
	return { first, last: await once() };
}

interface Judged {
	report: Report;
	config: TestConfig;
	/** Certain suggestions, whether they were accepted or not. */
	proposed: readonly Suggestion[];
	accepted: readonly Suggestion[];
}

interface Judging {
	command: ReplayCommand;
	snapshot: Snapshot;
	config: TestConfig;
	runs: Runs;
}

function judgeRuns({ command, snapshot, config, runs }: Judging): Judged {
	const comparison = compare(snapshot, runs.last);
	const report = judge(comparison, config);
	const learned = runs.first === null ? null : learnNoise(snapshot, [runs.first, runs.last], config);
	const proposed = learned === null ? suggestionsOf(report) : learned.filter(({ certain }) => certain);
	if (!command.acceptNoise) return { report, config, proposed, accepted: [] };
	const accepting = withSuggestions(config, proposed);
	return { report: judge(comparison, accepting), config: accepting, proposed, accepted: proposed };
}

interface Telling {
	command: ReplayCommand;
	accepted: readonly Suggestion[];
	observed: ObservedReplay;
	baseline: BaselineComparison | null;
}

async function tell(
	document: ReportDocument,
	{ command, accepted, observed, baseline }: Telling,
	io: CliIo,
): Promise<void> {
	for (const path of command.out) {
		await writeOut(path, document, observed);
		io.note(`${path}: report written`);
	}
	if (command.junit !== null) await writeFile(command.junit, `${renderAs('junit', document)}\n`);
	if (command.output !== 'pretty') {
		await io.result(renderAs(command.output, document));
		return;
	}
	const { snapshot, target, config } = document;
	const { colors, columns } = io;
	await io.result(summaryText(document.report, { snapshot, target, profile: config.name, colors, columns, accepted }));
	if (baseline !== null) await io.result(baselineText(baseline));
}

/** With a baseline to hold on to, only what is new counts; a replay that could not run is never fine. */
function exitCodeOf({ summary: { result } }: Report, baseline: BaselineComparison | null): ExitCode {
	if (result === 'error') return EXIT.usage;
	if (baseline !== null && result !== 'stopped') return baseline.fresh.length > 0 ? EXIT.newMismatch : EXIT.ok;
	return result === 'passed' ? EXIT.ok : EXIT.differences;
}
