import type { CaptureStats } from '@refrain/capture';

/** What a recording holds, in a few lines, and what to do next. */
export function summaryOf(
	stats: CaptureStats,
	{ directory, durationUs, wraps = false }: { directory: string; durationUs: number; wraps?: boolean },
): string[] {
	const bytes = stats.clientBytes + stats.serverBytes;
	const where = /\s/.test(directory) ? `"${directory}"` : directory;
	return [
		`Recorded ${count(stats.websockets, 'WebSocket connection')} and ${count(stats.httpExchanges, 'HTTP request')}: ` +
			`${count(stats.messages, 'message')}, ${formatBytes(bytes)} in ${(durationUs / 1e6).toFixed(1)} s.`,
		...(wraps && stats.totalConnections === 0 ? [NOTHING_CAME] : []),
		...troubles(stats),
		`Stored in ${where}`,
		`Next: refrain inspect --in ${where}`,
	];
}

const NOTHING_CAME =
	'NOTHING RECORDED: the program made no connection that came through the recorder, and nobody connected to it. ' +
	'Does it connect by itself, e.g. as a program that is no Node and heeds no proxy variables? Give it the address that was printed above.';

function troubles(stats: CaptureStats): string[] {
	const lines: string[] = [];
	if (stats.targetFailures > 0) {
		lines.push(`${count(stats.targetFailures, 'connection')} could not be passed on: the service was not reached.`);
	}
	if (stats.unread > 0) {
		lines.push(
			`${count(stats.unread, 'connection')} passed through unread: TLS without a certificate authority, or no HTTP.`,
		);
	}
	if (stats.violations > 0) {
		lines.push(`${count(stats.violations, 'violation')} of a protocol rule seen (shown by refrain inspect).`);
	}
	if (stats.droppedFrames > 0)
		lines.push(`NOT STORED: ${count(stats.droppedFrames, 'frame')} (the store was too slow).`);
	if (stats.gaps > 0) {
		lines.push(
			`INCOMPLETE: ${count(stats.gaps, 'connection')}, ${formatBytes(stats.droppedBytes)} relayed but not recorded.`,
		);
	}
	if (stats.firstError) lines.push(`A fault in Refrain, please report it: ${stats.firstError}`);
	return lines;
}

/** One line for a terminal that is watched. */
export function counterLine(stats: CaptureStats): string {
	const dropped = stats.droppedFrames + stats.gaps > 0 ? ` · ${stats.droppedFrames} frames dropped` : '';
	return (
		`${count(stats.liveConnections, 'connection')} open, ${stats.totalConnections} in all · ` +
		`${count(stats.messages, 'message')} · ${formatBytes(stats.clientBytes + stats.serverBytes)}${dropped}`
	);
}

export function count(number: number, thing: string): string {
	return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export function formatBytes(bytes: number): string {
	const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1000 ** power;
	return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power]}`;
}
