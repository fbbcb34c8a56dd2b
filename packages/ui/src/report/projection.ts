/** What a draft would do to a report (ui.md 8.4). */
export interface Projection {
	passing: number;
	asserted: number;
	/** `ExchangeRow.n` of those that start, or stop, to match. */
	startToMatch: readonly number[];
	stopMatching: readonly number[];
	/** Other differences that the rules of the draft cover, beside those that were pointed at. */
	otherHidden: number;
	/** Passing exchanges in which a field is no longer compared. */
	stopChecking: number;
}
