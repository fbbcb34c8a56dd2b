import type { ReactNode } from 'react';
import { cx } from '../base/cx.ts';

/** One figure of a strip: title, value, a bar or chart, and a line that explains. */
export function Kpi({
	title,
	value,
	children,
	note,
	aside,
}: {
	title: string;
	value: ReactNode;
	/** 6 px bar or an 18 px chart. */
	children?: ReactNode;
	note: ReactNode;
	aside?: ReactNode;
}) {
	return (
		<section
			aria-label={title}
			className="min-w-0 whitespace-nowrap border-line border-l px-4 pt-2.5 pb-2 first:border-l-0"
		>
			<div className="flex items-center justify-between text-12 font-medium text-fg-2">
				<h2>{title}</h2>
				{aside}
			</div>
			<div className="flex h-[30px] items-baseline gap-1.5 text-24 font-semibold">{value}</div>
			<div className="flex h-[19px] flex-col justify-center">{children}</div>
			<div className="h-4 truncate text-11 text-fg-3">{note}</div>
		</section>
	);
}

/** The small word or unit beside a figure. */
export function KpiUnit({ children, className }: { children: ReactNode; className?: string }) {
	return <small className={cx('text-13 font-medium tracking-normal text-fg-2', className)}>{children}</small>;
}

/** Parts of a whole, in their order; a part that is not nothing stays visible. */
export function StackedBar({ parts, label }: { parts: readonly { value: number; fill: string }[]; label: string }) {
	return (
		<div role="img" aria-label={label} className="flex h-1.5 gap-0.5 overflow-hidden">
			{parts.some(({ value }) => value > 0) ? (
				parts.map(
					({ value, fill }) =>
						value > 0 && <i key={fill} className={cx('min-w-[5px] rounded-[2px]', fill)} style={{ flexGrow: value }} />,
				)
			) : (
				<i className="flex-1 rounded-[2px] bg-bg-3" />
			)}
		</div>
	);
}

/** A share with, hatched, what a draft would add, and the goal as a tick. All in per cent. */
export function ShareBar({
	percent,
	projected,
	goal,
	fill = 'bg-pass',
	label,
}: {
	percent: number;
	projected?: number | null;
	goal?: number | null;
	fill?: string;
	label: string;
}) {
	return (
		<div role="img" aria-label={label} className="relative h-1.5 rounded-[3px] bg-bg-3">
			<i className={cx('absolute inset-y-0 left-0 rounded-[3px]', fill)} style={{ width: `${percent}%` }} />
			{projected != null && projected > percent && (
				<i
					className="absolute inset-y-0 min-w-[3px] bg-[repeating-linear-gradient(135deg,var(--accent)_0_3px,color-mix(in_srgb,var(--accent)_45%,transparent)_3px_5px)]"
					style={{ left: `${percent}%`, width: `${projected - percent}%` }}
				/>
			)}
			{goal != null && (
				<i className="absolute -inset-y-[3px] w-0.5 rounded-[1px] bg-fg" style={{ left: `calc(${goal}% - 1px)` }} />
			)}
		</div>
	);
}

/** A coloured square with a word: the legend of a bar. */
export function LegendItem({ fill, children }: { fill: string; children: ReactNode }) {
	return (
		<span className="mr-2 inline-flex items-center gap-1">
			<i className={cx('inline-block size-[7px] rounded-[2px]', fill)} />
			{children}
		</span>
	);
}
