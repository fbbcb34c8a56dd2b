import { z } from 'zod';

const schema = z.object({
	/** https://no-color.org: any value but the empty string switches colours off. */
	NO_COLOR: z.string().optional(),
	/** Switches colours on where stdout is no terminal. */
	FORCE_COLOR: z.string().optional(),
});

/** The environment variables that the command line heeds; the only place that reads them. */
export type Env = z.infer<typeof schema>;

export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
	return schema.parse(variables);
}

/** What a program that is started inherits, with variables of ours beside it or in place of its own. */
export function programEnvironment(add: (present: NodeJS.ProcessEnv) => Record<string, string>): NodeJS.ProcessEnv {
	return { ...process.env, ...add(process.env) };
}
