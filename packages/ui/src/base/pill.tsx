import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

export type Tone = 'mute' | 'pass' | 'fail' | 'warn' | 'new' | 'accent' | 'up' | 'dn' | 'outline';

const TONES: Record<Tone, string> = {
	mute: 'bg-mute-bg text-mute',
	pass: 'bg-pass-bg text-pass',
	fail: 'bg-fail-bg text-fail',
	warn: 'bg-warn-bg text-warn',
	new: 'bg-new-bg text-new',
	accent: 'bg-accent-bg text-accent-t',
	up: 'bg-up-bg text-up',
	dn: 'bg-dn-bg text-dn',
	outline: 'text-fg-2 inset-ring inset-ring-line-2',
};

/** A short fact: a state, a code, a protocol. Its text carries the meaning, the tone repeats it. */
export function Pill({ tone = 'mute', className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
	return (
		<span
			{...rest}
			className={cx(
				'inline-flex h-[18px] flex-none items-center gap-1 rounded-pill px-1.5 text-11 font-medium whitespace-nowrap',
				TONES[tone],
				className,
			)}
		/>
	);
}

const DOTS = { live: 'text-pass', off: 'text-ctl', fail: 'text-fail', warn: 'text-warn' };

/** State of something that runs, beside words that say it. */
export function Dot({ state, className }: { state: keyof typeof DOTS; className?: string }) {
	return (
		<span
			aria-hidden="true"
			className={cx(
				'inline-block size-[7px] flex-none rounded-full bg-current',
				DOTS[state],
				state === 'live' && 'pulse',
				className,
			)}
		/>
	);
}
