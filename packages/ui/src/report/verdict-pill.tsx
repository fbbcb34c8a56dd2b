import type { Result, Verdict } from '@refrain/assertions';
import { LoaderCircle } from 'lucide-react';
import { cx } from '../base/cx.ts';
import { Pill } from '../base/pill.tsx';
import { RESULT_LOOK, VERDICT_LOOK } from './verdict-look.ts';

export function VerdictPill({ verdict }: { verdict: Verdict }) {
	const { label, tone, icon: Icon } = VERDICT_LOOK[verdict];
	return (
		<Pill tone={tone} data-verdict={verdict}>
			<Icon aria-hidden="true" size={12} strokeWidth={2} />
			{label}
		</Pill>
	);
}

/** The verdict as an icon with a name, for dense rows. */
export function VerdictIcon({ verdict, size = 14 }: { verdict: Verdict; size?: number }) {
	const { label, icon: Icon, text } = VERDICT_LOOK[verdict];
	return <Icon role="img" aria-label={label} size={size} strokeWidth={1.75} className={cx('flex-none', text)} />;
}

/** What a replay came to, or that it is still going. */
export type ReplayOutcomeName = Result | 'queued' | 'running' | 'judging';

const GOING = { queued: 'Waiting', running: 'Running', judging: 'Judging' } as const;
const FILLS = { pass: 'bg-pass-bg', fail: 'bg-fail-bg', warn: 'bg-warn-bg', mute: 'bg-mute-bg' } as const;

/** The large pill of a report's header. */
export function ResultBadge({ outcome, className }: { outcome: ReplayOutcomeName; className?: string }) {
	const base = 'inline-flex h-7 flex-none items-center gap-1.5 rounded-control pr-2.5 pl-2 text-[14px] font-semibold';
	if (outcome in GOING)
		return (
			<span data-result={outcome} className={cx(base, 'bg-accent-bg text-accent-t', className)}>
				<LoaderCircle aria-hidden="true" size={16} className="motion-safe:animate-spin" />
				{GOING[outcome as keyof typeof GOING]}
			</span>
		);
	const { label, tone, icon: Icon, text } = RESULT_LOOK[outcome as Result];
	return (
		<span data-result={outcome} className={cx(base, FILLS[tone], text, className)}>
			<Icon aria-hidden="true" size={16} strokeWidth={2} />
			{label}
		</span>
	);
}

/** The small pill of lists. */
export function ResultPill({ outcome }: { outcome: ReplayOutcomeName }) {
	if (outcome in GOING) return <Pill tone="accent">{GOING[outcome as keyof typeof GOING]}</Pill>;
	const { label, tone, icon: Icon } = RESULT_LOOK[outcome as Result];
	return (
		<Pill tone={tone} data-result={outcome}>
			<Icon aria-hidden="true" size={12} strokeWidth={2} />
			{label}
		</Pill>
	);
}
