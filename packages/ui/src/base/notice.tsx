import { CircleAlert, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface EmptyStateProps {
	icon?: LucideIcon;
	title: string;
	/** What to do about it. */
	children?: ReactNode;
	/** Buttons. */
	actions?: ReactNode;
	className?: string;
}

/** Says that a list or pane has nothing to show, why, and what to do. */
export function EmptyState({ icon: Icon, title, children, actions, className }: EmptyStateProps) {
	return (
		<div
			className={cx('flex min-h-0 flex-1 flex-col items-center justify-center gap-2 p-6 text-center', className)}
			data-page-state="empty"
		>
			{Icon && <Icon aria-hidden="true" size={20} strokeWidth={1.75} className="text-fg-3" />}
			<p className="text-13 font-medium">{title}</p>
			{children && <div className="max-w-[420px] text-12 text-fg-3">{children}</div>}
			{actions && <div className="mt-2 flex gap-2">{actions}</div>}
		</div>
	);
}

export interface NoticeProps {
	tone?: 'fail' | 'warn';
	/** One sentence: what happened, where, what to do. */
	children: ReactNode;
	actions?: ReactNode;
	className?: string;
}

/** One line above what it is about; what was already loaded stays below it. */
export function InlineNotice({ tone = 'fail', children, actions, className }: NoticeProps) {
	const Icon = tone === 'fail' ? CircleAlert : TriangleAlert;
	return (
		<div
			role={tone === 'fail' ? 'alert' : 'status'}
			className={cx(
				'flex min-h-8 flex-none items-center gap-2 border-b border-line px-3 py-1 text-12',
				tone === 'fail' ? 'bg-fail-bg text-fail' : 'bg-warn-bg text-warn',
				className,
			)}
		>
			<Icon aria-hidden="true" size={14} strokeWidth={1.75} className="flex-none" />
			<span className="min-w-0 flex-1">{children}</span>
			{actions}
		</div>
	);
}
