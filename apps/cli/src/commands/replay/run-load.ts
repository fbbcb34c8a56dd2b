import { writeFile } from 'node:fs/promises';
import { evaluate, type GoalFacts, judgeGoals, type Report, type TestConfig } from '@refrain/assertions';
import { type LoadPlan, type LoadProgress, type LoadResult, startLoad, totalMs } from '@refrain/replay';
import type { Snapshot } from '@refrain/traffic';
import { CliError } from '../../cli-error.ts';
import type { CliIo } from '../../cli-io.ts';
import { EXIT } from '../../exit-code.ts';
import type { LoadDocument } from './load-document.ts';
import { loadText } from './load-text.ts';
import type { ReplayCommand } from './options.ts';
import { CLEAR_LINE } from './progress-line.ts';
import { replayOptionsFor } from './replay-options-for.ts';

interface LoadRun {
	command: ReplayCommand;
	snapshot: Snapshot;
	config: TestConfig;
}

/** Plays many copies, measures all, judges some, and sets the exit code by the goals. */
export async function runLoad(plan: LoadPlan, { command, snapshot, config }: LoadRun, io: CliIo): Promise<void> {
	const { target, output, out } = command;
	if (output !== 'pretty' && output !== 'json')
		throw new CliError('USAGE', `-o ${output} is not available for load; use pretty or json`);
	const result = await startLoad({
		snapshot,
		target,
		plan,
		options: replayOptionsFor(command, config),
		signal: io.signal,
		onProgress: (progress) => draw(progress, plan, io),
	});
	if (io.interactive) process.stderr.write(CLEAR_LINE);
	const reports = result.samples.map((sample) => evaluate(snapshot, sample, config));
	const document = documentOf(result, { snapshot: snapshot.name, target, reports, config });
	for (const path of out) await writeFile(path, `${JSON.stringify(document, null, '\t')}\n`);
	await io.result(output === 'json' ? JSON.stringify(document, null, '\t') : loadText(document, reports, io));
	const allFailed = result.copies > 0 && result.failedCopies === result.copies;
	io.exitCode = allFailed ? EXIT.usage : document.goals.every(({ met }) => met) ? EXIT.ok : EXIT.differences;
}

interface Judged {
	snapshot: string;
	target: string;
	reports: readonly Report[];
	config: TestConfig;
}

function documentOf(
	{ samples: _, ...result }: LoadResult,
	{ snapshot, target, reports, config }: Judged,
): LoadDocument {
	const sum = (pick: (report: Report) => number) => reports.reduce((total, report) => total + pick(report), 0);
	const [passing, asserted] = [sum(({ summary }) => summary.passing), sum(({ summary }) => summary.asserted)];
	const verdict = (name: 'match' | 'ignored' | 'mismatch' | 'missing' | 'late' | 'unexpected') =>
		sum(({ summary }) => summary.verdicts[name]);
	const facts: GoalFacts = {
		passing,
		asserted,
		verdicts: {
			match: verdict('match'),
			ignored: verdict('ignored'),
			mismatch: verdict('mismatch'),
			unexpected: verdict('unexpected'),
			late: verdict('late'),
			// Counted over all copies, not only over those that were judged.
			missing: result.messagesMissing,
		},
		latency: result.latency,
		messagesObserved: result.messagesReceived,
		durationUs: result.durationMs * 1000,
	};
	const judged = { copies: reports.length, passing, asserted };
	return { snapshot, target, ...result, judged, goals: judgeGoals(config, facts) };
}

function draw({ users, copies, elapsedMs }: LoadProgress, plan: LoadPlan, { interactive, columns }: CliIo): void {
	if (!interactive) return;
	const whole = 'stages' in plan ? ` of ${Math.round(totalMs(plan.stages) / 1000)} s` : '';
	const line = `${users} users · ${copies} copies played · ${Math.round(elapsedMs / 1000)} s${whole}`;
	process.stderr.write(`${CLEAR_LINE}${line.slice(0, columns - 1)}`);
}
