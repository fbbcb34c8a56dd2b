import { z } from 'zod';

const schema = z.object({
	DATABASE_URL: z.string({
		error: 'DATABASE_URL is not set: give the URL of the Postgres that the web application uses.',
	}),
	/** Where captures and mocks listen instead of the loopback address that was asked for: for containers. */
	REFRAIN_LISTEN_HOST: z.string().optional(),
});

export interface WorkerEnv {
	databaseUrl: string;
	listenHost: string | null;
}

/** @throws Error with one sentence that names the variable */
export function readEnv(): WorkerEnv {
	const { data, error } = schema.safeParse(process.env);
	if (error) throw new Error(error.issues.map(({ message }) => message).join(' '));
	return { databaseUrl: data.DATABASE_URL, listenHost: data.REFRAIN_LISTEN_HOST ?? null };
}
