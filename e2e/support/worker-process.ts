import { execFileSync } from 'node:child_process';

interface Process {
	pid: number;
	parent: number;
	command: string;
}

/** Pids of the worker under test: the one that descends from the same Playwright run as this test. */
export function workerPids(): number[] {
	const processes = list();
	const byPid = new Map(processes.map((process) => [process.pid, process]));
	const descends = (process: Process | undefined): boolean =>
		process !== undefined && (process.pid === globalThis.process.ppid || descends(byPid.get(process.parent)));
	return processes
		.filter(({ command }) => command.includes('apps/worker/src/main.ts'))
		.filter(descends)
		.map(({ pid }) => pid);
}

function list(): Process[] {
	return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
		.split('\n')
		.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
		.filter((match) => match !== null)
		.map(([, pid, parent, command]) => ({ pid: Number(pid), parent: Number(parent), command: command ?? '' }));
}
