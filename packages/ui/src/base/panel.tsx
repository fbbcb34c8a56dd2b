import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface PageHeaderProps {
	title: ReactNode;
	/** Line under it. */
	meta?: ReactNode;
	actions?: ReactNode;
	className?: string;
}

/** Head of a page that is not made of panes. */
export function PageHeader({ title, meta, actions, className }: PageHeaderProps) {
	return (
		<header className={cx('flex flex-none items-start gap-4 px-6 pt-5 pb-4', className)}>
			<div className="min-w-0 flex-1">
				<h1 className="text-18 font-semibold">{title}</h1>
				{meta && <div className="text-13 text-fg-3">{meta}</div>}
			</div>
			{actions && <div className="flex flex-none items-center gap-2">{actions}</div>}
		</header>
	);
}

export interface PaneHeaderProps {
	children: ReactNode;
	className?: string;
}

/** Head of a pane: 36 px. */
export function PaneHeader({ children, className }: PaneHeaderProps) {
	return (
		<div
			className={cx(
				'flex h-9 flex-none items-center gap-1.5 border-b border-line pr-2 pl-3 whitespace-nowrap',
				className,
			)}
		>
			{children}
		</div>
	);
}
