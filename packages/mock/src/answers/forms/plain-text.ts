import { encodeUtf8 } from '@refrain/traffic';
import type { PayloadForm } from './payload-form.ts';

/** The value is the text itself. */
export const plainText: PayloadForm = {
	name: 'text',
	fits: ({ text, value }) => text !== null && value === text,
	rewrite({ payload }, { replacements }) {
		const whole = replacements.find(({ path }) => path.length === 0)?.value;
		return typeof whole === 'string' ? encodeUtf8(whole) : payload;
	},
};
