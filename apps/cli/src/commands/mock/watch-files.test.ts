import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { watchFiles } from './watch-files.ts';

it('tells of a changed file once it stays as it is', async () => {
	const directory = await mkdtemp(join(tmpdir(), 'refrain-watch-'));
	await mkdir(join(directory, 'connections'));
	const file = join(directory, 'connections', 'a.ndjson');
	await writeFile(file, 'one');
	let changes = 0;
	const watch = watchFiles([directory, join(directory, 'missing.json')], async () => {
		changes += 1;
	});
	try {
		// The first look takes what is there for known.
		await expect.poll(() => watch.looks, { timeout: 5_000 }).toBeGreaterThan(0);
		await writeFile(file, 'one and two');
		await expect.poll(() => changes, { timeout: 10_000 }).toBe(1);
		const { looks } = watch;
		await expect.poll(() => watch.looks, { timeout: 5_000 }).toBeGreaterThan(looks + 1);
		expect(changes).toBe(1);
	} finally {
		watch.stop();
		await rm(directory, { recursive: true });
	}
});
