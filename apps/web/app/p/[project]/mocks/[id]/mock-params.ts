import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs';

const flag = createParser({
	parse: (text) => (text === '1' ? true : text === '0' ? false : null),
	serialize: (on) => (on ? '1' : '0'),
});

/** State of the console of a mock (ui.md 4). */
export const mockParams = {
	q: parseAsString.withDefault(''),
	show: parseAsStringLiteral(['all', 'miss', 'hit', 'push']).withDefault('all'),
	msg: parseAsInteger,
	live: flag.withDefault(true),
};
