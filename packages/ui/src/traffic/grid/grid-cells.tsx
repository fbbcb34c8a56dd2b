// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot show a window of fifty million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names the active row (APG)
import type { ComponentProps } from 'react';

/** A cell of a row of LogicalGrid. */
export function GridCell(props: ComponentProps<'span'>) {
	return <span role="gridcell" {...props} />;
}

/** The row of column titles; a grid counts it as its first row. */
export function GridHeader(props: ComponentProps<'div'>) {
	return <div role="row" aria-rowindex={1} {...props} />;
}

export function GridTitle(props: ComponentProps<'span'>) {
	return <span role="columnheader" {...props} />;
}
