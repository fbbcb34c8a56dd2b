import { defineFormat } from './report-document.ts';

export const json = defineFormat({
	name: 'json',
	label: 'JSON',
	extension: 'json',
	mediaType: 'application/json',
	render: (document) => JSON.stringify(document, null, '\t'),
});
