/** What a draft would do to a report (ui.md 8.4). */
export interface Projection {
	passing: number;
	asserted: number;
	/** `ExchangeRow.n` of those that start, or stop, to match. */
	startToMatch: readonly number[];
	stopMatching: readonly number[];
	/** Differences that would pass in exchanges which fail all the same. */
	othersHidden: number;
	/** Passing exchanges in which a field is no longer compared. */
	stopChecking: number;
	/** Causes that the draft does away with, each with the rule that does. */
	covered: readonly { key: string; ruleId: string }[];
	/** Each rule of the draft in words, by its id. */
	texts: Readonly<Record<string, string>>;
}
