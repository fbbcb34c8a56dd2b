import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FormatsError } from '@refrain/formats';
import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { recordingIo } from '../test/support/recording-io.ts';
import { CliError } from './cli-error.ts';
import { printError } from './error-printer.ts';
import { EXIT } from './exit-code.ts';

function told(error: unknown, verbose = false): { code: number; notes: string } {
	const io = recordingIo();
	io.verbose = verbose;
	return { code: printError(error, io), notes: io.notes.join('\n') };
}

it('tells the sentence of a known error and exits as it says', () => {
	expect(told(new CliError('BAD_INPUT', 'that is wrong; do this'))).toEqual({
		code: 2,
		notes: 'refrain: that is wrong; do this',
	});
	expect(told(new CliError('FAILED', 'goal missed', { exitCode: EXIT.differences })).code).toBe(1);
	expect(told(new FormatsError('MALFORMED', 'x line 3 is bad; fix it', { path: 'x' })).notes).toBe(
		'refrain: x line 3 is bad; fix it',
	);
});

it('leaves to commander what it has printed already', () => {
	expect(told(new CommanderError(1, 'commander.unknownOption', 'no'))).toEqual({ code: 2, notes: '' });
	expect(told(new CommanderError(0, 'commander.helpDisplayed', ''))).toEqual({ code: 0, notes: '' });
});

it('translates what the system says', async () => {
	const missing = await readFile('/no/such/file').catch((error: unknown) => error);
	expect(told(missing).notes).toBe('refrain: /no/such/file does not exist; check the path');
	const directory = await mkdtemp(join('/tmp', 'refrain-cli-'));
	expect(told(await readFile(directory).catch((error: unknown) => error)).notes).toMatch(/read .*failed: EISDIR/);

	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
	const { port } = taken.address() as { port: number };
	const second = createServer();
	const inUse = await new Promise((resolve) => second.on('error', resolve).listen(port, '127.0.0.1'));
	expect(told(inUse).notes).toBe(
		`refrain: 127.0.0.1:${port} is already in use by another process; stop that process or choose another port`,
	);
	await new Promise((resolve) => taken.close(resolve));
});

it.each([
	['EACCES', /no permission to open \/x; choose another path or port/],
	['ENOSPC', /the disk is full, \/x could not be written/],
	['ECONNREFUSED', /nothing listens on \/x; start the service/],
	['ENOTFOUND', /host name could not be resolved/],
])('has a sentence for %s', (code, sentence) => {
	const error = Object.assign(new Error('system'), { code, syscall: 'open', path: '/x' });
	expect(told(error).notes).toMatch(sentence);
});

it('owns up to a fault of its own, and shows the stack after -v', () => {
	const fault = new TypeError('x is undefined', { cause: new Error('the reason') });
	expect(told(fault).notes).toMatch(
		/^refrain: failed because of a fault in Refrain itself \(TypeError: x is undefined\)/,
	);
	expect(told(fault, true).notes).toMatch(/caused by Error: the reason/);
	expect(told('thrown text')).toEqual({ code: 2, notes: 'refrain: failed: thrown text' });
});
