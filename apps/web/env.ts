import { z } from 'zod';

const schema = z.object({
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address; `npm start` sets it' }),
	/** Comma-separated host names beside those of this machine, for a reverse proxy that keeps strangers out itself. */
	REFRAIN_ALLOWED_HOSTS: z
		.string()
		.default('')
		.transform((names) =>
			names
				.toLowerCase()
				.split(/[\s,]+/)
				.filter(Boolean),
		),
	/** Where captures and mocks that are started from the pages listen. Beyond loopback only inside a container. */
	REFRAIN_LISTEN_HOST: z.string().default('127.0.0.1'),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The environment of the web server, read once and on first use: `next build` has none. */
export function env(): Env {
	if (parsed) return parsed;
	const result = schema.safeParse(process.env);
	if (!result.success)
		throw new Error(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
	parsed = result.data;
	return parsed;
}
