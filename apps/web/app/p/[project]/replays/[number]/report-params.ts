import { fieldRuleSchema } from '@refrain/assertions';
import { createParser, parseAsInteger, parseAsJson, parseAsString, parseAsStringLiteral } from 'nuqs';
import { z } from 'zod';

const flag = createParser({
	parse: (text) => (text === '1' ? true : text === '0' ? false : null),
	serialize: (on) => (on ? '1' : '0'),
});

export const REPORT_TABS = ['exchanges', 'latency', 'connections', 'assertions'] as const;
export type ReportTab = (typeof REPORT_TABS)[number];

const draftSchema = z.array(fieldRuleSchema).max(200);

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
	draft: parseAsJson((value) => draftSchema.parse(value)).withDefault([]),
};
