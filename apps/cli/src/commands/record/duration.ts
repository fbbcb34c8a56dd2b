import { CliError } from '../../cli-error.ts';

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Beyond this, timers overflow and fire at once. */
const MAX_MS = 2 ** 31 - 1;

/** '90s', '1h30m', '12h' in milliseconds. @throws CliError USAGE */
export function parseDuration(text: string, option: string): number {
	const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
	const totalMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS_MS[unit ?? ''] ?? 0), 0);
	if (parts.map(([part]) => part).join('') === text && totalMs > 0) return Math.min(totalMs, MAX_MS);
	throw new CliError('USAGE', `${option} ${text}: a duration is a number with a unit, e.g. 90s, 30m, 1h30m, 12h`);
}
