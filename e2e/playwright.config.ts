import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { systemChromium } from '../scripts/browser.mjs';

const port = Number(process.env.E2E_PORT ?? 21_020);
process.env.E2E_DATA ??= fs.mkdtempSync(path.join(os.tmpdir(), 'refrain-e2e-')); // this file is loaded again in each worker
const data = process.env.E2E_DATA;
fs.chmodSync(data, 0o755); // mkdtemp makes it 0700; Postgres runs as another user when we are root

export default defineConfig({
	testDir: '.',
	workers: 1,
	reporter: 'list',
	timeout: 90_000,
	expect: { timeout: 15_000 },
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		viewport: { width: 1600, height: 1000 },
		trace: 'retain-on-failure',
		launchOptions: {
			executablePath: systemChromium(),
			args: [
				'--disable-gpu',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run',
				...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			],
		},
	},
	webServer: {
		command: 'node --import tsx scripts/start.ts',
		cwd: path.resolve(import.meta.dirname, '..'),
		env: { PORT: String(port), REFRAIN_DATA: data, DATABASE_URL: process.env.DATABASE_URL ?? '' },
		url: `http://127.0.0.1:${port}/api/health`,
		timeout: 90_000,
		stdout: 'pipe',
		gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
	},
});
