import { execFileSync } from 'node:child_process';

/** Whether a program that a test would like to use is installed; says so on stderr when it is not. */
export function hasProgram(name: string, ...args: string[]): boolean {
	try {
		execFileSync(name, args, { stdio: 'ignore' });
		return true;
	} catch {
		console.warn(`SKIPPED: ${name} is not installed here`);
		return false;
	}
}
