import { describe, expect, it, vi } from 'vitest';
import { recordingIo } from '../test/support/recording-io.ts';
import { COMMANDS } from './commands/index.ts';
import { runCli } from './run-cli.ts';

/** What commander writes itself: helps, versions and complaints about options. */
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
	let stdout = '';
	let stderr = '';
	const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
		stdout += text;
		return true;
	});
	const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
		stderr += text;
		return true;
	});
	try {
		const io = recordingIo();
		const code = await runCli(args, io);
		return { code, stdout, stderr: stderr + io.notes.join('\n') };
	} finally {
		out.mockRestore();
		err.mockRestore();
	}
}

describe('refrain', () => {
	it('names every command in its help, on stdout', async () => {
		const { code, stdout, stderr } = await run('--help');
		expect(code).toBe(0);
		expect(stderr).toBe('');
		for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b.* ${summary}$`, 'm'));
	});

	it('prints its version', async () => {
		expect(await run('--version')).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
	});

	it.each([
		[[], /^Usage: refrain/],
		[['inspekt'], /^refrain: unknown command 'inspekt'\n\(Did you mean inspect\?\)/],
		[['inspect'], /^refrain: required option '--in <dir>' not specified/],
		[['inspect', '--in', 'x', '--no-such'], /^refrain: unknown option '--no-such'/],
		[['inspect', '--in', '/no/such/place'], /^refrain: \/no\/such\/place does not exist; give/],
	])('says what is wrong with %j, on stderr alone', async (args, sentence) => {
		const { code, stdout, stderr } = await run(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(sentence);
	});

	it.each(COMMANDS.flatMap(({ name, alias }) => (alias ? [name, alias] : [name])))('loads %s', async (name) => {
		const { code, stdout } = await run(name, '--help');
		expect(code).toBe(0);
		expect(stdout).toMatch(new RegExp(`^Usage: refrain .*\\b${name}\\b`));
		expect(stdout).toMatch(/--verbose/);
	});

	it('leaves words behind -- to the program that is started', async () => {
		const { code, stderr } = await run('mock', '--no-such', '--', 'inspect', '-v');
		expect(code).toBe(2);
		expect(stderr).toMatch(/^refrain: unknown option '--no-such'/);
	});
});
