// Which Chromium the browser tests use, and how a bare machine gets one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium named by REFRAIN_CHROMIUM, or the system's; undefined leaves the choice to Playwright (its own download). */
export function systemChromium() {
	return [process.env.REFRAIN_CHROMIUM, ...SYSTEM].find((file) => file && fs.existsSync(file));
}

/** Makes sure that a Chromium can be launched: the system's, else Playwright's own download, else (Debian, as root) the package. */
export function ensureBrowser(root, run) {
	if (systemChromium() || playwrightHasIt(root)) return { ok: true };
	const playwright = path.join(root, 'node_modules/.bin/playwright');
	console.log('# no Chromium found: trying the download that Playwright offers');
	const download = spawnSync(playwright, ['install', 'chromium'], { stdio: 'ignore', timeout: 180_000 });
	if (download.status === 0 && playwrightHasIt(root)) return { ok: true };
	if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
		run('apt-get', ['-qq', 'update']);
		run('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', 'chromium']);
		if (systemChromium()) return { ok: true };
	}
	return {
		ok: false,
		advice:
			'The browser tests need Chromium: install it (on Debian: apt-get install chromium), or run "npx playwright install chromium", or set REFRAIN_CHROMIUM to a Chromium you have.',
	};
}

function playwrightHasIt(root) {
	const script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
	const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
	return Boolean(stdout) && fs.existsSync(stdout);
}
