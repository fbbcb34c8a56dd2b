import { z } from 'zod';
import { AssertionsError } from './assertions-error.ts';
import { type TestConfig, testConfigSchema } from './test-config.ts';

const MAX_SHOWN = 3;

/**
 * Reads a profile from parsed JSON; what is left out gets its default, what is unknown is refused.
 * @param source what to call it in the error: a file name
 * @throws AssertionsError CONFIG_INVALID with the path of each bad field
 */
export function parseTestConfig(value: unknown, source: string): TestConfig {
	const parsed = testConfigSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	const { issues } = parsed.error;
	const shown = issues.slice(0, MAX_SHOWN).map(({ path, message }) => `${printPath(path)}: ${message}`);
	const more = issues.length > MAX_SHOWN ? ` (and ${issues.length - MAX_SHOWN} more)` : '';
	throw new AssertionsError('CONFIG_INVALID', `${source} is no assertion profile: ${shown.join('; ')}${more}`, {
		cause: parsed.error,
	});
}

/** The JSON schema that editors check profiles with. */
export function testConfigJsonSchema(): z.core.JSONSchema.JSONSchema {
	return z.toJSONSchema(testConfigSchema, { io: 'input' }) as z.core.JSONSchema.JSONSchema;
}

function printPath(path: readonly PropertyKey[]): string {
	if (path.length === 0) return 'the profile';
	return path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
		.join('');
}
