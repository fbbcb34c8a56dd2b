import { defineFormat } from './report-document.ts';

/** The same document as JSON, in YAML 1.2 block style. */
export const yaml = defineFormat({
	name: 'yaml',
	label: 'YAML',
	extension: 'yaml',
	mediaType: 'application/yaml',
	// By way of JSON, so that what JSON leaves out is left out here too.
	render: (document) => block(JSON.parse(JSON.stringify(document)), '').trimStart(),
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value as it stands after 'key:' or '-', with its own line break where it needs one. */
function block(value: Json, indent: string): string {
	if (typeof value !== 'object' || value === null) return ` ${scalar(value)}`;
	if (Array.isArray(value)) {
		if (value.length === 0) return ' []';
		return value.map((item) => `\n${indent}-${block(item, `${indent}  `)}`).join('');
	}
	const members = Object.entries(value);
	if (members.length === 0) return ' {}';
	return members.map(([key, member]) => `\n${indent}${scalar(key)}:${block(member, `${indent}  `)}`).join('');
}

/** Double-quoted JSON strings are YAML strings; plain ones only where nothing can be misread. */
function scalar(value: null | boolean | number | string): string {
	if (typeof value !== 'string') return String(value);
	const plain = /^[A-Za-z_$][A-Za-z0-9_$./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
	return plain ? value : JSON.stringify(value);
}
