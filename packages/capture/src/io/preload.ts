import { fileURLToPath } from 'node:url';
import type { ListenAddress } from './start-capture.ts';

/**
 * Environment variables that make Node lead a program's connections to a transparent port with announced destinations.
 * @param own other ports of the recorder: connections to them are left alone
 * @param nodeOptions what the program's NODE_OPTIONS are so far
 */
export function preloadVariables(
	led: ListenAddress,
	{ own, nodeOptions = '' }: { own: readonly number[]; nodeOptions?: string },
): Record<string, string> {
	const file = fileURLToPath(new URL('../../preload/refrain-preload.cjs', import.meta.url));
	// NODE_OPTIONS is split at spaces, but for those in double quotes, in which a backslash escapes.
	const quoted = `"${file.replace(/[\\"]/g, '\\$&')}"`;
	return {
		NODE_OPTIONS: `${nodeOptions} --require ${quoted}`.trim(),
		REFRAIN_PRELOAD: `${led.port} ${led.announcePort} ${[...own, led.port, led.announcePort].join(',')}`,
	};
}
