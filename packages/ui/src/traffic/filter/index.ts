export { type Completion, filterCompletions } from './filter-completions.ts';
export type { FilterError, FilterKey, FilterKeyName, FilterTerm } from './filter-key.ts';
export { addTerm, formatFilter, formatTerm } from './format-filter.ts';
export { FILTER_KEYS, findFilterKey } from './keys/index.ts';
export { type ParsedFilter, parseFilter } from './parse-filter.ts';
export { type RowQuery, rowQuery } from './row-query.ts';
export { type Token, tokenize } from './tokenize.ts';
