import type { ReactNode } from 'react';
import { cx } from '../base/index.ts';

export interface ListTableProps {
	/** Accessible name. */
	caption: string;
	columns: readonly { title: string; align?: 'right' }[];
	/** {@link ListRow}s. */
	children: ReactNode;
}

/** The table of list pages: a quiet head, rows that lead to a page. */
export function ListTable({ caption, columns, children }: ListTableProps) {
	return (
		<table className="w-full border-collapse whitespace-nowrap">
			<caption className="visually-hidden">{caption}</caption>
			<thead>
				<tr className="border-line border-b bg-bg-1 text-left text-11 text-fg-3 [&>th]:h-7 [&>th]:px-3 [&>th]:font-medium [&>th:first-child]:pl-6 [&>th:last-child]:pr-6">
					{columns.map(({ title, align }) => (
						<th key={title} scope="col" className={cx(align === 'right' && 'text-right')}>
							{title}
						</th>
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	);
}

/** A row whose first link fills it. */
export function ListRow({ children }: { children: ReactNode }) {
	return (
		<tr className="relative h-10 border-line border-b hover:bg-bg-1 [&>td]:px-3 [&>td:first-child]:pl-6 [&>td:last-child]:pr-6">
			{children}
		</tr>
	);
}
