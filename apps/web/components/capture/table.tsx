import { cx } from '@refrain/ui/base';
import type { ReactNode } from 'react';

export interface Column {
	title: string;
	/** Tailwind width. */
	width?: string;
	right?: boolean;
}

/** A plain table in the look of the product. */
export function Table({
	label,
	columns,
	children,
}: {
	label: string;
	columns: readonly Column[];
	children: ReactNode;
}) {
	return (
		<div className="overflow-x-auto rounded-card border border-line">
			<table className="w-full min-w-[760px] table-fixed text-left">
				<caption className="visually-hidden">{label}</caption>
				<thead className="bg-bg-1 text-11 text-fg-3">
					<tr className="h-7">
						{columns.map(({ title, width, right }) => (
							<th key={title} scope="col" className={cx('px-3 font-medium', width, right && 'text-right')}>
								{title === 'Actions' ? <span className="visually-hidden">{title}</span> : title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>{children}</tbody>
			</table>
		</div>
	);
}

export function Row({ children }: { children: ReactNode }) {
	return <tr className="h-11 border-line border-t">{children}</tr>;
}

export function Cell({ children, right, className }: { children?: ReactNode; right?: boolean; className?: string }) {
	return <td className={cx('truncate px-3', right && 'text-right', className)}>{children}</td>;
}
