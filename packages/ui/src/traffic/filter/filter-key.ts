/** What a filter key tells about itself; the parser, the bar and the sheet derive from it. */
export interface FilterKey {
	name: FilterKeyName;
	/** Other spellings that mean the same. */
	aliases: readonly string[];
	/** 'Who sent it' */
	description: string;
	/** Given: only these are values of it. */
	values?: readonly { value: string; aliases: readonly string[]; description: string }[];
	/** What is wrong with a value of an open list; null when it is fine. */
	check?(value: string): string | null;
	example: string;
}

export type FilterKeyName = 'dir' | 'op' | 'kind' | 'text';

/** One condition: any of the values, or with `negated` none of them. Conditions are joined by AND. */
export interface FilterTerm {
	key: FilterKeyName;
	/** Canonical. */
	values: readonly string[];
	negated: boolean;
	/** Where it stands in the text. */
	start: number;
	end: number;
}

/** Why a text is no filter: what, where, and what to write instead. */
export interface FilterError {
	message: string;
	start: number;
	end: number;
	/** The whole text, mended. */
	suggestion: string | null;
}
