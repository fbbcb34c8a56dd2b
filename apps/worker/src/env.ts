import { z } from 'zod';

const schema = z.object({
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address; `npm start` sets it' }),
});

/** The environment variables of the worker; the only place that reads them. */
export type Env = z.infer<typeof schema>;

export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
	const result = schema.safeParse(variables);
	if (result.success) return result.data;
	throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '));
}
