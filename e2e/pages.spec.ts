import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';

for (const name of ['snapshots', 'replays', 'mocks', 'assertions', 'capture', 'compare', 'settings']) {
	test(`${name}: accessible in both themes`, async ({ page }) => {
		await page.goto(`/p/local/${name}`);
		await expect(page.getByRole('main')).toBeVisible();
		await expect(page.getByRole('heading').first()).toBeVisible();
		await expectAccessible(page, name);
	});
}

test('an address that does not exist says so and leads back', async ({ page }) => {
	expect((await page.goto('/p/local/nothing-here'))?.status()).toBe(404);
	await page
		.getByRole('link', { name: 'Go to traffic' })
		.or(page.getByRole('button', { name: 'Go to traffic' }))
		.click();
	await expect(page).toHaveURL(/traffic|welcome/);
});

test('nothing is fetched from elsewhere, and nothing is logged as an error', async ({ page }) => {
	const foreign: string[] = [];
	const errors: string[] = [];
	page.on('request', (request) => {
		if (!/^(http:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url())) foreign.push(request.url());
	});
	page.on('console', (message) => {
		if (message.type() === 'error') errors.push(message.text());
	});
	page.on('pageerror', (error) => errors.push(String(error)));
	for (const path of ['/welcome', '/p/local/snapshots', '/p/local/replays', '/p/local/capture']) {
		await page.goto(path);
		await expect(page.getByRole('main')).toBeVisible();
	}
	expect(foreign).toEqual([]);
	expect(errors).toEqual([]);
});

test('a capture on an occupied port says which port and what to do', async ({ page }) => {
	const occupant = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => occupant.once('listening', resolve));
	const address = occupant.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	await page.goto('/p/local/capture');
	await page.getByLabel('Your server').fill('ws://127.0.0.1:9');
	await page.getByLabel('Listen on port').fill(String(port));
	await page.getByRole('button', { name: 'Start capture' }).click();
	await expect(page.getByText(new RegExp(`port ${port}.* in use`, 'i')).first()).toBeVisible();
	occupant.close();
});
