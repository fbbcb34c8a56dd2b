import type { ReplayProgress } from '@refrain/replay';

const BAR_WIDTH = 24;
/** Back to the start of the line and erase it. */
export const CLEAR_LINE = '\r\x1b[2K';

/** '▓▓▓░░░ 142 of 252 exchanges · 8 s of about 14 s · 1 connection open' */
export function progressText(progress: ReplayProgress): string {
	const { exchangesDone, exchangesTotal, elapsedMs, expectedMs, connectionsOpen } = progress;
	const done = Math.round((BAR_WIDTH * exchangesDone) / Math.max(1, exchangesTotal));
	const bar = '▓'.repeat(done) + '░'.repeat(BAR_WIDTH - done);
	const time = `${Math.round(elapsedMs / 1000)} s${expectedMs > 0 ? ` of about ${Math.ceil(expectedMs / 1000)} s` : ''}`;
	const open = `${connectionsOpen} connection${connectionsOpen === 1 ? '' : 's'} open`;
	return `${bar} ${exchangesDone} of ${exchangesTotal} exchanges · ${time} · ${open}`;
}

/** Draws progress on the terminal's last line and wipes it at the end. */
export function progressLine({ interactive, columns }: { interactive: boolean; columns: number }) {
	return (progress: ReplayProgress): void => {
		if (!interactive) return;
		const line = progress.step === 'done' ? '' : progressText(progress).slice(0, columns - 1);
		process.stderr.write(`${CLEAR_LINE}${line}`);
	};
}
