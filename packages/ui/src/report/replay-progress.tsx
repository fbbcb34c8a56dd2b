import { Check } from 'lucide-react';
import { cx, formatCount, formatStopwatch, Meter } from '../base/index.ts';

export type ReplayStep = 'connecting' | 'replaying' | 'judging' | 'done';

export interface ReplayProgressProps {
	step: ReplayStep;
	/** Waiting for a worker. */
	queued: boolean;
	exchangesDone: number;
	exchangesTotal: number;
	connections: number;
	elapsedMs: number;
	/** null when the timing does not tell. */
	expectedMs: number | null;
	timing: string;
}

const STEPS: readonly { step: ReplayStep; label: (connections: number) => string }[] = [
	{ step: 'connecting', label: (connections) => `Connecting ${connections}` },
	{ step: 'replaying', label: () => 'Replaying' },
	{ step: 'judging', label: () => 'Judging' },
	{ step: 'done', label: () => 'Done' },
];

/** How far a replay is: one line of the header, which is empty when it is done. */
export function ReplayProgress(props: ReplayProgressProps) {
	const { queued, exchangesDone, exchangesTotal, elapsedMs, expectedMs, timing } = props;
	const share = exchangesTotal === 0 ? null : exchangesDone / exchangesTotal;
	const expected = expectedMs === null ? '' : ` of ${formatStopwatch(expectedMs / 1000)}`;
	return (
		<div className="flex min-w-0 flex-1 items-center gap-4 text-12">
			<Meter label="Exchanges replayed" value={share} className="w-[220px] flex-none" />
			<p role="status" className="truncate text-fg-2">
				{queued
					? 'Waiting for a worker'
					: `${formatCount(exchangesDone)} of ${formatCount(exchangesTotal)} exchanges · ${formatStopwatch(elapsedMs / 1000)}${expected} at ${timing}`}
			</p>
			<Steps {...props} />
		</div>
	);
}

function Steps({ step, connections }: ReplayProgressProps) {
	const current = STEPS.findIndex((one) => one.step === step);
	return (
		<ol className="ml-auto flex flex-none items-center gap-3 text-fg-3">
			{STEPS.map(({ step: name, label }, index) => (
				<li
					key={name}
					aria-current={index === current ? 'step' : undefined}
					className={cx(
						'flex items-center gap-1',
						index === current && 'font-medium text-accent-t',
						index < current && 'text-pass',
					)}
				>
					{index < current && <Check aria-label="done" size={12} strokeWidth={2.5} />}
					{label(connections)}
				</li>
			))}
		</ol>
	);
}
