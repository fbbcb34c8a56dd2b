import { cx } from './cx.ts';

export interface MeterProps {
	/** Accessible name. */
	label: string;
	/** 0 to 1; null while unknown. */
	value: number | null;
	tone?: 'accent' | 'pass' | 'fail' | 'warn';
	className?: string;
}

const TONES = { accent: 'bg-accent', pass: 'bg-pass', fail: 'bg-fail', warn: 'bg-warn' };

/** How far something is. */
export function Meter({ label, value, tone = 'accent', className }: MeterProps) {
	const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
	return (
		<div
			role="progressbar"
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={percent}
			className={cx('h-1.5 overflow-hidden rounded-full bg-bg-3', className)}
		>
			<div className={cx('h-full rounded-full', TONES[tone])} style={{ width: `${percent ?? 0}%` }} />
		</div>
	);
}
