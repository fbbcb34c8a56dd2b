import type { FilterKey } from '../filter-key.ts';
import { dir } from './dir.ts';
import { kind } from './kind.ts';
import { op } from './op.ts';
import { text } from './text.ts';

/** Everything that may stand before a colon. */
export const FILTER_KEYS: readonly FilterKey[] = [dir, op, kind, text];

export function findFilterKey(name: string): FilterKey | null {
	const lower = name.toLowerCase();
	return FILTER_KEYS.find((key) => key.name === lower || key.aliases.includes(lower)) ?? null;
}
