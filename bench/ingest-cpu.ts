import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time of processes in these. */
const TICK_US = 10_000;

/** CPU time of a server and all its children, also those that have ended, microseconds; null where there is no /proc. */
export function treeCpuUs(rootPid: number): number | null {
	const root = readStat(rootPid);
	if (root === null) return null;
	let ticks = root.own + root.ended;
	for (const entry of readdirSync('/proc')) {
		const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : null;
		if (stat?.parent === rootPid) ticks += stat.own;
	}
	return ticks * TICK_US;
}

/** The process that started this one. */
export function parentOf(pid: number): number | null {
	return readStat(pid)?.parent ?? null;
}

/** See proc(5): parent is field 4; user and system time are 14 and 15, those of children that were waited for 16 and 17. */
function readStat(pid: number): { parent: number; own: number; ended: number } | null {
	try {
		// The name in field 2 may hold spaces and brackets.
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
		const field = (number: number) => fields[number - 3] ?? 0;
		return { parent: field(4), own: field(14) + field(15), ended: field(16) + field(17) };
	} catch {
		return null;
	}
}
