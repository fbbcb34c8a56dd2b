/** A run of a preview: a key with its colon, or anything else. */
export interface PreviewPart {
	text: string;
	key: boolean;
	/** It is what a filter looks for. */
	hit: boolean;
}

/** Cuts a one-line preview into keys and values, and marks where filter texts occur. */
export function previewParts(preview: string, texts: readonly string[]): PreviewPart[] {
	return keyParts(preview).flatMap((part) => markTexts(part, texts));
}

function keyParts(preview: string): PreviewPart[] {
	const parts: PreviewPart[] = [];
	let at = 0;
	for (const [start, end] of outsideStrings(preview)) {
		if (start < at) continue;
		if (start > at) parts.push({ text: preview.slice(at, start), key: false, hit: false });
		parts.push({ text: preview.slice(start, end), key: true, hit: false });
		at = end;
	}
	if (at < preview.length) parts.push({ text: preview.slice(at), key: false, hit: false });
	return parts;
}

/** Where keys with their colon stand, strings in quotes left out. */
function outsideStrings(preview: string): [number, number][] {
	const blanked = preview.replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, (string) => '"'.repeat(string.length));
	return [...blanked.matchAll(/(?:^|[{,[ ])([\w$@-]+): /g)].map((match) => {
		const end = match.index + match[0].length;
		return [end - (match[1] as string).length - 2, end];
	});
}

function markTexts(part: PreviewPart, texts: readonly string[]): PreviewPart[] {
	const wanted = texts.filter((text) => text !== '');
	if (wanted.length === 0) return [part];
	const pattern = new RegExp(`(${wanted.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
	return part.text
		.split(pattern)
		.map((text, at) => ({ ...part, text, hit: at % 2 === 1 }))
		.filter(({ text }) => text !== '');
}
