import { expect, type Page, test } from '@playwright/test';
import { workerPids } from './support/worker-process.ts';

test.describe.configure({ mode: 'serial' });

test('a capture goes on when its viewer is closed, and nothing is missing afterwards', async ({ browser }) => {
	const first = await browser.newContext();
	const viewer = await first.newPage();
	await startDemo(viewer);
	const url = viewer.url();
	const before = await frameCount(viewer);
	await first.close();

	const second = await browser.newContext();
	const again = await second.newPage();
	await again.goto(url);
	await expect.poll(() => frameCount(again), { timeout: 30_000 }).toBeGreaterThan(before);
	await expect(again.getByText('0 dropped')).toBeVisible();
	await second.close();
});

test('a worker killed during a replay: the report says so, the capture goes on, stored frames stay', async ({
	page,
}) => {
	test.setTimeout(150_000);
	await startDemo(page);
	await page.getByText('1000', { exact: true }).first().click({ timeout: 30_000 });
	const before = await frameCount(page);
	await page.getByRole('button', { name: /^Snapshot/ }).click();
	const snapshot = page.getByRole('dialog', { name: /snapshot/i });
	await snapshot.getByLabel('Name').fill('before the kill');
	await snapshot.getByRole('button', { name: 'Create and replay' }).click();
	const dialog = page.getByRole('dialog', { name: 'Replay snapshot' });
	await dialog.getByRole('group', { name: 'Known targets' }).getByRole('button').first().click();
	await dialog.getByRole('button', { name: 'Start replay' }).click();
	await expect(page).toHaveURL(/\/replays\/\d+/);
	await expect(page.getByText(/[1-9]\d* of \d+ exchanges/).first()).toBeVisible();

	const killed = workerPids();
	expect(killed).not.toEqual([]);
	for (const pid of killed) process.kill(pid, 'SIGKILL');

	await expect(page.getByText(/worker running it stopped/i).first()).toBeVisible({ timeout: 60_000 });
	await expect.poll(workerPids, { timeout: 30_000 }).not.toEqual(killed);
	await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Traffic' }).click();
	await expect.poll(() => frameCount(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(before);
});

/** Starts the demo (again, when it is up), and leaves the page on the traffic that its client makes. */
async function startDemo(page: Page): Promise<void> {
	await page.goto('/p/local/capture');
	const start = page.getByRole('button', { name: 'Start the demo' });
	const stop = page.getByRole('button', { name: 'Stop the demo' });
	// Before the page knows whether the demo is up, it offers neither.
	await expect(start.or(stop)).toBeEnabled();
	if (await stop.isVisible()) await stop.click();
	await start.click();
	await expect(stop).toBeVisible();
	await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Traffic' }).click();
	await page.getByText('Live', { exact: true }).first().click({ timeout: 20_000 });
	await expect(
		page
			.getByRole('grid', { name: /frames/i })
			.getByRole('row')
			.nth(2),
	).toBeVisible({ timeout: 20_000 });
}

/** All frames captured so far, as the status bar counts them. */
async function frameCount(page: Page): Promise<number> {
	const text = await page
		.getByRole('contentinfo')
		.getByText(/[\d,]+ frames?/)
		.first()
		.textContent();
	return Number(/([\d,]+) frames?/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
}
