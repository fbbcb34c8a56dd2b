import type { MessageType, Sender } from '@refrain/traffic';
import type { FilterTerm } from './filter-key.ts';

/** A filter as the server takes it: all conditions must hold. */
export interface RowQuery {
	sender?: Sender;
	types?: MessageType[];
	kinds?: { values: string[]; negated: boolean }[];
	texts?: { values: string[]; negated: boolean }[];
}

const TYPES: readonly MessageType[] = ['text', 'binary', 'ping', 'pong', 'close'];
const SENDERS: readonly Sender[] = ['client', 'server'];

/** Conditions on direction and opcode are joined to sets: they are answered from counters, without looking at payloads. */
export function rowQuery(terms: readonly FilterTerm[]): RowQuery {
	const senders = narrow(SENDERS, terms, 'dir', (sender) => (sender === 'client' ? 'up' : 'down'));
	const types = narrow(TYPES, terms, 'op', (type) => type);
	const query: RowQuery = {};
	if (senders.length === 1) query.sender = senders[0] as Sender;
	// No sender is left: nothing can match, and an empty list of types says so.
	if (types.length < TYPES.length || senders.length === 0) query.types = senders.length === 0 ? [] : types;
	const kinds = open(terms, 'kind');
	const texts = open(terms, 'text');
	if (kinds.length > 0) query.kinds = kinds;
	if (texts.length > 0) query.texts = texts;
	return query;
}

function narrow<T extends string>(
	all: readonly T[],
	terms: readonly FilterTerm[],
	key: FilterTerm['key'],
	name: (value: T) => string,
): T[] {
	const conditions = terms.filter((term) => term.key === key);
	return all.filter((value) => conditions.every(({ values, negated }) => values.includes(name(value)) !== negated));
}

function open(terms: readonly FilterTerm[], key: FilterTerm['key']): { values: string[]; negated: boolean }[] {
	return terms.filter((term) => term.key === key).map(({ values, negated }) => ({ values: [...values], negated }));
}
