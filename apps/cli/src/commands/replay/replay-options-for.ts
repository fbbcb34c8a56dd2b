import type { TestConfig } from '@refrain/assertions';
import type { ReplayOptionsInput } from '@refrain/replay';
import type { ReplayCommand } from './options.ts';

/** What the command line says, and for the rest what the profile says. */
export function replayOptionsFor({ options }: ReplayCommand, config: TestConfig): ReplayOptionsInput {
	const { timeouts, correlations, transforms } = config;
	const { answerMs, handshakeMs } = timeouts;
	return { ...options, answerTimeoutMs: answerMs, handshakeTimeoutMs: handshakeMs, correlations, transforms };
}
