import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';

test.describe.configure({ mode: 'serial' });

/** The three faults that are planted in the demo's broken build, as the report names them. */
const FAULTS = ['original.content is missing', 'Push message did not come', 'Closed with 1011 instead of 1000'];

let context: BrowserContext;
let page: Page;
let reportUrl: string;
let sharedUrl: string;

test.beforeAll(async ({ browser }) => {
	context = await browser.newContext();
	page = await context.newPage();
});
test.afterAll(() => context.close());

test('a newcomer starts the demo and sees frames arrive', async () => {
	await page.goto('/');
	await expect(page).toHaveURL(/\/welcome/);
	await expectAccessible(page, 'welcome');
	await page.getByRole('button', { name: 'Start the demo' }).click();
	await expect(page).toHaveURL(/\/traffic/, { timeout: 20_000 });
	const frames = page.getByRole('grid', { name: /frames/i });
	await expect(frames.getByRole('row').filter({ hasText: 'connection' }).first()).toBeVisible();
	await expect(frames.getByRole('row').filter({ hasText: 'echo' }).first()).toBeVisible({ timeout: 20_000 });
});

test('a frame can be looked at: payload, diff, exchange, bytes, timing', async () => {
	const frames = page.getByRole('grid', { name: /frames/i });
	await frames.getByRole('row').filter({ hasText: 'echo' }).first().click();
	await expect(page.getByRole('tab', { name: 'Payload' })).toHaveAttribute('aria-selected', 'true');
	await expect(page.getByRole('tree').filter({ hasText: 'original' })).toBeVisible();
	await expectAccessible(page, 'traffic with a frame selected');
	for (const tab of [/^Diff/, /^Exchange/, /^Bytes/, /^Timing/]) await page.getByRole('tab', { name: tab }).click();
	await expect(page).toHaveURL(/tab=timing/);
});

test('a finished connection becomes a snapshot', async () => {
	await expect(page.getByText(/Closed|1000/).first()).toBeVisible({ timeout: 30_000 });
	await page.getByRole('button', { name: /^Snapshot/ }).click();
	const dialog = page.getByRole('dialog', { name: /snapshot/i });
	await dialog.getByLabel('Name').fill('demo visit');
	await dialog.getByRole('button', { name: 'Create snapshot' }).click();
	await expect(dialog).toBeHidden();
	await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Snapshots' }).click();
	await page.getByRole('link', { name: 'demo visit' }).click();
	await expect(page.getByRole('heading', { name: 'demo visit' })).toBeVisible();
	await expectAccessible(page, 'snapshot');
});

test('replayed against the correct build, the suggested checks accepted give 100 %', async () => {
	await replayAgainst('correct');
	await expect(page.getByText('Failed').first()).toBeVisible();
	await expectAccessible(page, 'report');
	await page.getByRole('button', { name: 'Select all noise' }).click();
	await expect(page.getByRole('region', { name: 'Draft assertions' })).toContainText('Projected accuracy 100');
	await page.getByRole('button', { name: 'Save assertions and re-evaluate' }).click();
	await expect(page.getByText('Passed').first()).toBeVisible();
	await expect(page.getByText(/100\s?%/).first()).toBeVisible();
});

test('replayed against the faulty build, the report names exactly the three faults', async () => {
	await page.goto('/');
	await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Snapshots' }).click();
	await page.getByRole('link', { name: 'demo visit' }).click();
	await replayAgainst('faulty', /v1$/);
	const causes = page.getByRole('region', { name: 'Why it failed' }).getByRole('listitem');
	await expect(causes).toHaveCount(FAULTS.length);
	for (const fault of FAULTS) await expect(causes.filter({ hasText: fault })).toHaveCount(1);
	await page
		.getByRole('radio', { name: 'Text' })
		.or(page.getByRole('tab', { name: 'Text' }))
		.or(page.getByRole('button', { name: 'Text', exact: true }))
		.first()
		.click();
	await expect(page.locator('[data-changes]')).toBeVisible();
	await expectAccessible(page, 'report, payloads as text');
	reportUrl = page.url();
});

test('the report is shared by a link that shows it and nothing else', async ({ browser }) => {
	await page.getByRole('button', { name: 'Share' }).click();
	const dialog = page.getByRole('dialog', { name: 'Share this report' });
	await dialog.getByRole('button', { name: 'Create link' }).click();
	sharedUrl = (await dialog.getByText(/^https?:\/\/\S+\/s\/[\w-]+$/).textContent()) ?? '';
	expect(sharedUrl).toContain('/s/');
	await expectAccessible(page, 'share dialog');

	const stranger = await browser.newContext();
	const shared = await stranger.newPage();
	const response = await shared.goto(sharedUrl);
	expect(response?.status()).toBe(200);
	expect(response?.headers()['x-robots-tag']).toContain('noindex');
	expect(response?.headers()['referrer-policy']).toBe('no-referrer');
	await expect(shared.getByText('demo visit').first()).toBeVisible();
	await expect(shared.getByRole('navigation', { name: 'Primary' })).toHaveCount(0);
	await expectAccessible(shared, 'shared report');

	await dialog.getByRole('button', { name: /Revoke the link/ }).click();
	await expect(dialog.getByText(/None\./)).toBeVisible();
	const revoked = await shared.goto(sharedUrl);
	expect(revoked?.status()).toBe(404);
	await expect(shared.getByText(/This link does not work/)).toBeVisible();
	await stranger.close();
});

test('the demo is mocked from the snapshot', async () => {
	await page.goto(reportUrl);
	await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Mocks' }).click();
	await expectAccessible(page, 'mocks');
	await page.getByRole('button', { name: 'Start mock' }).first().click();
	const dialog = page.getByRole('dialog', { name: 'Start mock' });
	await dialog.getByRole('button', { name: 'Start mock' }).click();
	await expect(page.getByText('Running').first()).toBeVisible();
	const address = (
		await page
			.getByText(/ws:\/\/127\.0\.0\.1:\d+/)
			.first()
			.textContent()
	)?.match(/ws:\/\/127\.0\.0\.1:\d+/)?.[0];
	expect(address).toBeDefined();
	const answer = await page.evaluate(async (url) => {
		const socket = new WebSocket(`${url}/ws`);
		return await new Promise<string>((resolve, reject) => {
			socket.onerror = () => reject(new Error('the mock refused the connection'));
			socket.onmessage = ({ data }) => {
				const message = JSON.parse(data);
				if (message.type === 'connection') socket.send(JSON.stringify({ type: 'client_message', content: 'from e2e' }));
				if (message.type === 'echo') resolve(message.original.content);
			};
		});
	}, address as string);
	expect(answer).toBe('from e2e');
	await expect(page.getByText(/client_message/).first()).toBeVisible();
	await expectAccessible(page, 'mock console');
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByText('Stopped').first()).toBeVisible();
});

/** From the snapshot's page: "Replay snapshot" against a build of the demo, and waits for the verdict. */
async function replayAgainst(build: 'correct' | 'faulty', profile?: RegExp): Promise<void> {
	await page.getByRole('button', { name: 'Replay snapshot' }).click();
	const dialog = page.getByRole('dialog', { name: 'Replay snapshot' });
	await dialog
		.getByRole('group', { name: 'Known targets' })
		.getByRole('button', { name: new RegExp(build, 'i') })
		.click();
	if (profile) {
		await dialog.getByRole('combobox').first().click();
		await page.getByRole('option', { name: profile }).click();
	}
	await dialog.getByRole('button', { name: 'Start replay' }).click();
	await expect(page).toHaveURL(/\/replays\/\d+/);
	await expect(page.getByText(/Running|Connecting|Replaying/).first()).toBeVisible();
	await expect(page.getByText(/^(Passed|Failed)$/).first()).toBeVisible({ timeout: 60_000 });
}
