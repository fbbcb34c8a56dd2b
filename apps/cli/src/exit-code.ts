/** What the process's exit code says; the numbers are part of the command line's contract. */
export const EXIT = {
	/** Everything was fine. */
	ok: 0,
	/** Differences were found or a goal was missed. */
	differences: 1,
	/** Wrong usage or bad input: nothing was judged. */
	usage: 2,
	/** A mismatch that the baseline did not have. */
	newMismatch: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
