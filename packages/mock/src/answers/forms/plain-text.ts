import { encodeUtf8 } from '@refrain/traffic';
import type { PayloadForm } from './payload-form.ts';

/** The value is the text itself. */
export const plainText: PayloadForm = {
	name: 'text',
	rewrite({ text, value, replacements }) {
		if (text === null || value !== text) return null;
		const whole = replacements.find(({ path }) => path.length === 0)?.value;
		return encodeUtf8(typeof whole === 'string' ? whole : text);
	},
};
