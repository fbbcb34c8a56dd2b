/** Share of exchanges that match, in per cent, rounded so that only a whole 100 reads 100 and only 0 reads 0. */
export function accuracyPercent(passing: number, asserted: number): number {
	if (asserted === 0) return 0;
	const rounded = Math.round((passing / asserted) * 1000) / 10;
	if (rounded === 100 && passing < asserted) return 99.9;
	return rounded === 0 && passing > 0 ? 0.1 : rounded;
}

/** '91.7 %', '100 %', '-' when nothing was judged. */
export function formatAccuracy(passing: number, asserted: number): string {
	return asserted === 0 ? '–' : `${formatPercent(accuracyPercent(passing, asserted))} %`;
}

/** '91.7', '100' */
export function formatPercent(percent: number): string {
	return Number.isInteger(percent) ? String(percent) : percent.toFixed(1);
}
