/** Columns of the field table; named once so that its header and its rows cannot drift apart. */
export function fieldColumns(hasRule: boolean): string {
	return hasRule
		? 'grid grid-cols-[minmax(160px,232px)_minmax(0,1fr)_minmax(0,1fr)_minmax(132px,190px)]'
		: 'grid grid-cols-[minmax(104px,0.6fr)_minmax(0,1fr)_minmax(0,1fr)]';
}
