import type { ReactNode } from 'react';
import { cx } from '../../base/index.ts';

/** Names and values in two columns. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
	return (
		<dl className={cx('grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1 px-3 py-2 text-12', className)}>
			{children}
		</dl>
	);
}

export interface FactProps {
	name: string;
	children: ReactNode;
	mono?: boolean;
}

export function Fact({ name, children, mono }: FactProps) {
	return (
		<>
			<dt className="text-fg-3">{name}</dt>
			<dd className={cx('min-w-0 [overflow-wrap:anywhere]', mono && 'mono')}>{children}</dd>
		</>
	);
}

/** Heading of a group of facts. */
export function FactsTitle({ children }: { children: ReactNode }) {
	return (
		<h3 className="border-line border-t px-3 pt-2 text-11 font-semibold text-fg-3 first:border-t-0">{children}</h3>
	);
}
