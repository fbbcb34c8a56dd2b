import { Check, X } from 'lucide-react';
import { Pill, type Tone } from '../base/index.ts';
import type { MockResult } from './mock-entry.ts';

const TONES: Record<MockResult, Tone> = {
	hit: 'pass',
	miss: 'fail',
	passthrough: 'accent',
	reply: 'outline',
	push: 'dn',
	auto: 'mute',
	http: 'mute',
	connection: 'mute',
};

/** What became of a message of a mock. */
export function MockResultPill({ result }: { result: MockResult }) {
	return (
		<Pill tone={TONES[result]} data-hit={result === 'hit' ? '' : undefined} data-result={result}>
			{result === 'hit' && <Check aria-hidden="true" size={11} strokeWidth={2.5} />}
			{result === 'miss' && <X aria-hidden="true" size={11} strokeWidth={2.5} />}
			{result}
		</Pill>
	);
}

export type MockStateName = 'queued' | 'running' | 'stopping' | 'stopped' | 'failed';

const MOCK_STATES: Record<MockStateName, { label: string; tone: Tone }> = {
	queued: { label: 'Starting', tone: 'accent' },
	running: { label: 'Running', tone: 'pass' },
	stopping: { label: 'Stopping', tone: 'mute' },
	stopped: { label: 'Stopped', tone: 'mute' },
	failed: { label: 'Failed', tone: 'fail' },
};

export function MockStatePill({ state }: { state: MockStateName }) {
	const { label, tone } = MOCK_STATES[state];
	return (
		<Pill tone={tone} data-state={state}>
			{label}
		</Pill>
	);
}
