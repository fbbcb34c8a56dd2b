import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects no accessibility violation on the page as it is, in the light and in the dark theme. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		// evaluate, not a script tag: the page's own content security policy stays as users have it
		await page.evaluate(source);
		const results = await page.evaluate(() => (window as unknown as { axe: typeof import('axe-core') }).axe.run());
		expect(violations(results), `${name}, ${colorScheme}`).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

function violations(results: AxeResults): string[] {
	return results.violations.map(
		(violation) =>
			`${violation.id}: ${violation.help} (${violation.nodes
				.slice(0, 3)
				.map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`)
				.join('; ')})`,
	);
}
