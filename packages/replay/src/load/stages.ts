import { ReplayError } from '../replay-error.ts';

/** A time with a number of virtual users: reached over `rampMs`, held until `forMs` is over. */
export interface Stage {
	vus: number;
	forMs: number;
	/** Part of `forMs`. */
	rampMs: number;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads 'vus=50,for=2m,ramp=30s'. @throws ReplayError STAGE_INVALID */
export function parseStage(text: string): Stage {
	const fields = new Map(text.split(',').map((field) => field.trim().split('=', 2) as [string, string | undefined]));
	const unknown = [...fields.keys()].find((name) => !['vus', 'for', 'ramp'].includes(name));
	if (unknown !== undefined) throw invalid(text, `"${unknown}" is none of vus, for, ramp`);
	const vus = /^\d+$/.test(fields.get('vus') ?? '') ? Number(fields.get('vus')) : Number.NaN;
	if (!(vus >= 0)) throw invalid(text, 'vus must be a whole number');
	const [forMs, rampMs] = [milliseconds(text, fields.get('for')), milliseconds(text, fields.get('ramp') ?? '0s')];
	if (rampMs > forMs) throw invalid(text, 'the ramp is longer than the stage');
	return { vus, forMs, rampMs };
}

function milliseconds(stage: string, text: string | undefined): number {
	const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text ?? '') ?? [];
	if (number === undefined) throw invalid(stage, 'for and ramp are durations such as 30s, 2m');
	return Number(number) * (UNITS_MS[unit] ?? 0);
}

function invalid(text: string, why: string): ReplayError {
	return new ReplayError('STAGE_INVALID', `the stage "${text}" cannot be read: ${why}; write vus=50,for=2m,ramp=30s`);
}

/** How many virtual users there should be, so many milliseconds after the start; null when all stages are over. */
export function usersAt(stages: readonly Stage[], elapsedMs: number): number | null {
	let [startMs, before] = [0, 0];
	for (const { vus, forMs, rampMs } of stages) {
		const inside = elapsedMs - startMs;
		if (inside < forMs) return inside < rampMs ? Math.round(before + ((vus - before) * inside) / rampMs) : vus;
		startMs += forMs;
		before = vus;
	}
	return null;
}

/** Durations of all stages together. */
export function totalMs(stages: readonly Stage[]): number {
	return stages.reduce((sum, { forMs }) => sum + forMs, 0);
}
