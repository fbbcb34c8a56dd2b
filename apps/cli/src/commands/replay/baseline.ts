import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cause, Report } from '@refrain/assertions';
import { z } from 'zod';
import { CliError } from '../../cli-error.ts';

/** What is read of an earlier report. */
const baselineSchema = z.object({
	report: z.object({ summary: z.object({ causes: z.array(z.object({ key: z.string(), sentence: z.string() })) }) }),
});

export interface BaselineComparison {
	/** Causes that the baseline does not have. */
	fresh: readonly Cause[];
	/** Causes that only the baseline has. */
	fixed: number;
	known: number;
}

/** Compares the causes of a report with those of an earlier one: a report.json, or a directory that has one. */
export async function compareWithBaseline(path: string, { summary }: Report): Promise<BaselineComparison> {
	const before = new Set((await readBaseline(path)).map(({ key }) => key));
	const now = new Set(summary.causes.map(({ key }) => key));
	const fresh = summary.causes.filter(({ key }) => !before.has(key));
	return {
		fresh,
		fixed: [...before].filter((key) => !now.has(key)).length,
		known: summary.causes.length - fresh.length,
	};
}

async function readBaseline(path: string): Promise<{ key: string }[]> {
	const file = (await stat(path)).isDirectory() ? join(path, 'report.json') : path;
	const text = await readFile(file, 'utf8');
	try {
		return baselineSchema.parse(JSON.parse(text)).report.summary.causes;
	} catch (cause) {
		const hint = 'give the file or directory that an earlier --out wrote';
		throw new CliError('BAD_INPUT', `--baseline ${file} is no report of refrain replay; ${hint}`, { cause });
	}
}

/** 'Compared with the baseline: 3 new causes, 1 fixed, 2 known.' */
export function baselineText({ fresh, fixed, known }: BaselineComparison): string {
	const causes = `${fresh.length} new cause${fresh.length === 1 ? '' : 's'}`;
	const names = fresh.slice(0, 5).map(({ sentence }) => `\n  new: ${sentence}`);
	return `Compared with the baseline: ${causes}, ${fixed} fixed, ${known} known.${names.join('')}`;
}
