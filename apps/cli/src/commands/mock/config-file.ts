import { readFile } from 'node:fs/promises';
import type { MockOptionsInput } from '@refrain/mock';
import { CliError } from '../../cli-error.ts';

/** Options from a JSON file; the mock checks what they say. @throws CliError BAD_INPUT */
export async function readConfigFile(path: string): Promise<MockOptionsInput> {
	const text = await readFile(path, 'utf8').catch((cause: Error) => {
		throw new CliError('BAD_INPUT', `--config ${path} cannot be read: ${cause.message}`, { cause });
	});
	try {
		return JSON.parse(text) as MockOptionsInput;
	} catch (cause) {
		throw new CliError('BAD_INPUT', `--config ${path} is no JSON: ${(cause as Error).message}`, { cause });
	}
}
