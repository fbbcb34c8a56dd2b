import type { MessageRow } from '@refrain/db';
import { z } from 'zod';

/** Any of the values; negated: none of them. */
const condition = z.object({ values: z.array(z.string().min(1)).min(1).max(50), negated: z.boolean() });
const text = condition.refine(({ values }) => values.every((value) => value.length >= 2), {
	error: 'Text search needs at least 2 characters.',
});

/** What a filter asks of rows; all conditions must hold. */
export const rowConditions = z.object({
	sender: z.enum(['client', 'server']).optional(),
	types: z.array(z.enum(['text', 'binary', 'ping', 'pong', 'close'])).optional(),
	/** Part of the kind, whatever its case; with `*` as wildcard the whole kind. */
	kinds: z.array(condition).max(20).optional(),
	/** Anywhere in the payload, whatever its case. */
	texts: z.array(text).max(20).optional(),
});

export type RowConditions = z.infer<typeof rowConditions>;
export type Condition = z.infer<typeof condition>;

/** The part of the conditions that the store answers itself, and what is left to look at row by row. */
export interface SearchPlan {
	filter: Pick<RowConditions, 'sender' | 'types'> & { kind?: string; text?: string };
	/** Kinds that the store was not asked for. */
	acceptsRow(row: Pick<MessageRow, 'kind'>): boolean;
	/** Texts that it was not asked for: rows must be, or with `negated` must not be, among those that one of them finds. */
	restTexts: readonly Condition[];
}

/** The store takes one kind and one text; a condition with one value that is not negated can be given to it. */
export function planSearch({ sender, types, kinds = [], texts = [] }: RowConditions): SearchPlan {
	const kind = kinds.find(isPlain);
	const longest = texts.filter(isPlain).sort((a, b) => (b.values[0]?.length ?? 0) - (a.values[0]?.length ?? 0))[0];
	const restKinds = kinds.filter((one) => one !== kind).map((one) => holds(one, matchesKind));
	return {
		filter: {
			...(sender && { sender }),
			...(types && { types }),
			...(kind && { kind: kind.values[0] }),
			...(longest && { text: longest.values[0] }),
		},
		acceptsRow: (row) => restKinds.every((accepts) => accepts(row.kind)),
		restTexts: texts.filter((one) => one !== longest),
	};
}

function isPlain({ values, negated }: Condition): boolean {
	return values.length === 1 && !negated;
}

function holds({ values, negated }: Condition, matches: (text: string, value: string) => boolean) {
	return (text: string) => values.some((value) => matches(text, value)) !== negated;
}

function contains(text: string, value: string): boolean {
	return text.toLowerCase().includes(value.toLowerCase());
}

function matchesKind(kind: string, pattern: string): boolean {
	if (!pattern.includes('*')) return contains(kind, pattern);
	const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*')}$`, 'is').test(kind);
}
