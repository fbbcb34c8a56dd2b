import { anyOrder } from './any-order.ts';
import { exact } from './exact.ts';
import { follow } from './follow.ts';
import { ignore } from './ignore.ts';
import { increasing } from './increasing.ts';
import { oneOf } from './one-of.ts';
import { pattern } from './pattern.ts';
import { present } from './present.ts';
import { sameType } from './same-type.ts';
import { timestamp } from './timestamp.ts';
import { within } from './within.ts';

/** Every field check, in the order of menus. A new check is a file beside this one and a line here. */
export const FIELD_CHECKS = [
	exact,
	ignore,
	sameType,
	timestamp,
	within,
	pattern,
	anyOrder,
	present,
	oneOf,
	increasing,
	follow,
] as const;

export type FieldCheckName = (typeof FIELD_CHECKS)[number]['name'];
