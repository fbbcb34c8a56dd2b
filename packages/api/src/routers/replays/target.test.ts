import { expect, test } from 'vitest';
import { targetSchema } from './target.ts';

test.each(['ws://localhost:8080', 'wss://api.example/realtime', 'http://127.0.0.1:1', ' ws://[::1]:80 '])(
	'%s is a target',
	(url) => {
		expect(targetSchema.parse(url)).toBe(url.trim());
	},
);

test.each([
	['localhost:8080', 'write ws://localhost:8080'],
	['', 'write ws://localhost:8080'],
	['ftp://x', 'ftp:// is not spoken here'],
	['ws://', 'is no URL'],
	['ws://user:secret@host', 'would be stored'],
])('"%s" is refused: %s', (url, reason) => {
	expect(targetSchema.safeParse(url).error?.issues[0]?.message).toContain(reason);
});
