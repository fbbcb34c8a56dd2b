import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['{packages,apps}/*/{src,test,components,app}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
