import type { ReactNode, Ref } from 'react';

export interface GridHandle {
	/** Moves the active row by whole windows, less one row. */
	page(direction: -1 | 1): void;
	focus(): void;
	/** First and last row wholly in sight. */
	inSight(): { first: number; last: number };
}

export interface LogicalGridProps {
	/** Accessible name. */
	label: string;
	rowCount: number;
	rowPx: number;
	/** -1 when none is. */
	activeIndex: number;
	/** Changes when the rows become other rows: another connection, another filter. */
	contentKey: string;
	/** Keep the last row in sight as rows come. */
	follow: boolean;
	/** The user scrolled away from the end, or to it. */
	onFollowChange(follow: boolean): void;
	/** The user moved to a row. */
	onActivate(index: number): void;
	/** Rows that are about to be shown. */
	onVisible(first: number, end: number): void;
	header: ReactNode;
	renderRow: RenderRow;
	busy?: boolean;
	/** Over the rows, out of their flow. */
	children?: ReactNode;
	className?: string;
	ref?: Ref<GridHandle>;
}

/** Cells of a row, and attributes of the row itself. */
export type RenderRow = (index: number, active: boolean) => { attributes: RowAttributes; cells: ReactNode };

interface RowAttributes {
	className?: string;
	'aria-label'?: string;
	[data: `data-${string}`]: string | number | boolean | undefined;
}
