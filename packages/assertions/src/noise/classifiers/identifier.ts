import { RE2JS } from 're2js';
import { allValues, type Classifier, isText } from './classifier.ts';

/** Forms that only machines make. First one wins, so the more special ones come first. */
const FORMS: readonly { name: string; plural: string; regex: string }[] = [
	{
		name: 'UUID',
		plural: 'UUIDs',
		regex: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
	},
	{ name: 'JWT', plural: 'JSON web tokens', regex: 'ey[A-Za-z0-9_-]+\\.ey[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*' },
	{ name: 'trace parent', plural: 'W3C trace parents', regex: '[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}' },
	{ name: 'ULID', plural: 'ULIDs', regex: '[0-7][0-9A-HJKMNP-TV-Z]{25}' },
	{ name: 'ObjectId', plural: 'ObjectIds', regex: '[0-9a-f]{24}' },
	{
		name: 'hex digest',
		plural: 'hex digests',
		regex: '[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}',
	},
	{ name: 'KSUID', plural: 'KSUIDs', regex: '[0-9A-Za-z]{27}' },
	{ name: 'IP address', plural: 'IP addresses', regex: '(\\d{1,3}\\.){3}\\d{1,3}(:\\d{1,5})?' },
];
const COMPILED = FORMS.map((form) => ({ ...form, compiled: RE2JS.compile(form.regex) }));

export const identifier: Classifier = {
	name: 'identifier',
	propose({ values, differing, pairs }) {
		if (!values.every(isText)) return null;
		const form = COMPILED.find(({ compiled }) => values.every((value) => compiled.matcher(value).matches()));
		// An id that mostly stays the same is somebody's, not noise.
		if (form === undefined || differing.length * 2 < pairs.length) return null;
		const { name, plural, regex } = form;
		return {
			check: 'pattern',
			options: { regex, name },
			label: `Match as ${name}`,
			evidence: allValues(values, `are ${plural}`),
			certain: true,
		};
	},
};
