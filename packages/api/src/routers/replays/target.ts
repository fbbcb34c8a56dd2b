import { z } from 'zod';

const SCHEMES = ['ws:', 'wss:', 'http:', 'https:'];

/** Address of a service to replay against: 'ws://127.0.0.1:8080', with a path when all connections go there. */
export const targetSchema = z
	.string()
	.trim()
	.superRefine((text, check) => {
		const problem = targetProblem(text);
		if (problem !== null) check.addIssue({ code: 'custom', message: problem });
	});

function targetProblem(text: string): string | null {
	if (!/^[a-z]+:\/\//i.test(text)) return `"${text}" has no scheme: write ws://${text || 'localhost:8080'}`;
	if (!URL.canParse(text)) return `"${text}" is no URL: write ws://host:port`;
	const { protocol, username } = new URL(text);
	if (!SCHEMES.includes(protocol)) return `${protocol}// is not spoken here: write ws:// or wss://`;
	return username ? 'User and password in the URL would be stored with every report: leave them out' : null;
}
