import type { FieldRuleInput } from '@refrain/assertions';
import { createParser, parseAsInteger, parseAsJson, parseAsString, parseAsStringLiteral } from 'nuqs';

const flag = createParser({
	parse: (text) => (text === '1' ? true : text === '0' ? false : null),
	serialize: (on) => (on ? '1' : '0'),
});

export const REPORT_TABS = ['exchanges', 'latency', 'connections', 'assertions'] as const;
export type ReportTab = (typeof REPORT_TABS)[number];

/** A rule before the api has parsed it by the profile's schema: it says what is wrong with one, this only keeps out what is none. */
function draftRules(value: unknown): FieldRuleInput[] | null {
	const isRule = (rule: unknown) =>
		typeof rule === 'object' && rule !== null && 'id' in rule && 'path' in rule && 'check' in rule;
	return Array.isArray(value) && value.every(isRule) ? (value as FieldRuleInput[]) : null;
}

/** State of the report page (ui.md 4.2). The draft is in the URL itself, so that a link shows the same projection. */
export const reportParams = {
	tab: parseAsStringLiteral(REPORT_TABS).withDefault('exchanges').withOptions({ history: 'push' }),
	show: parseAsStringLiteral(['all', 'failed', 'slow', 'changed']).withDefault('all'),
	q: parseAsString.withDefault(''),
	cause: parseAsString,
	x: parseAsInteger,
	view: parseAsStringLiteral(['fields', 'text', 'bytes']).withDefault('fields'),
	only: flag.withDefault(false),
	ign: flag.withDefault(true),
	p: parseAsString,
	eval: parseAsInteger.withOptions({ history: 'push' }),
	draft: parseAsJson(draftRules).withDefault([]),
};
