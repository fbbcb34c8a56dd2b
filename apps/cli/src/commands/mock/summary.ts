import type { MockStats } from '@refrain/mock';
import { count } from '../record/summary.ts';

/** How the mock did, in a few lines. */
export function summaryOf(stats: MockStats): string[] {
	const { hits, misses, passthroughs, hitRate, pushes, latePushes, connections, refused, http } = stats;
	const decided = hits + misses + passthroughs;
	const lines = [
		hitRate === null
			? 'No message came.'
			: `Hit rate ${percent(hitRate)}: ${hits} of ${count(decided, 'message')} matched, ${misses} missed, ${passthroughs} passed through.`,
		`${count(connections, 'connection')}, ${refused} refused, ${count(http, 'HTTP request')}; ` +
			`${count(stats.replies, 'answer')} and ${pushes} pushed (${latePushes} late).`,
	];
	const missed = stats.kinds.filter((kind) => kind.misses > 0).map((kind) => `${kind.kind} (${kind.misses})`);
	if (missed.length > 0) lines.push(`Missed: ${missed.join(', ')}`);
	return lines;
}

/** Never rounded up to 100 %. */
function percent(share: number): string {
	return `${Math.floor(share * 1000) / 10} %`;
}
