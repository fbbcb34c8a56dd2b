import { readFile, writeFile } from 'node:fs/promises';
import { DEFAULT_TEST_CONFIG, parseTestConfig, type TestConfig } from '@refrain/assertions';
import { CliError } from '../../cli-error.ts';

/** Reads a profile; null is the default one. @throws CliError BAD_INPUT, AssertionsError CONFIG_INVALID */
export async function readConfig(path: string | null): Promise<TestConfig> {
	if (path === null) return DEFAULT_TEST_CONFIG;
	const text = await readFile(path, 'utf8');
	try {
		return parseTestConfig(JSON.parse(text), path);
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) throw cause;
		throw new CliError('BAD_INPUT', `${path} is no JSON: ${cause.message}`, { cause });
	}
}

export async function writeConfig(path: string, config: TestConfig): Promise<void> {
	await writeFile(path, `${JSON.stringify(config, null, '\t')}\n`);
}
