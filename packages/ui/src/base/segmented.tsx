import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface SegmentedProps<T extends string> {
	/** Accessible name of the group. */
	label: string;
	items: readonly { value: T; label: ReactNode; count?: number }[];
	value: T;
	onChange(value: T): void;
	className?: string;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({ label, items, value, onChange, className }: SegmentedProps<T>) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a border of its own
		<div role="group" aria-label={label} className={cx('inline-flex flex-none rounded-[7px] bg-bg-2 p-0.5', className)}>
			{items.map((item) => (
				<button
					key={item.value}
					type="button"
					aria-pressed={item.value === value}
					onClick={() => onChange(item.value)}
					className="inline-flex h-6 items-center gap-1.5 rounded-[5px] px-[9px] text-12 font-medium whitespace-nowrap text-fg-2 hover:text-fg aria-pressed:bg-bg aria-pressed:text-fg aria-pressed:ring aria-pressed:ring-line-2"
				>
					{item.label}
					{item.count !== undefined && <span className="text-11 text-fg-3">{item.count}</span>}
				</button>
			))}
		</div>
	);
}
