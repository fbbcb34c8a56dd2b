import { describe } from './describe.ts';
import type { PayloadDecoder } from './payload-decoder.ts';

const SHOWN_BYTES = 48;

/** Bytes of no known form, shown in hex. */
export const binary: PayloadDecoder = {
	name: 'binary',
	label: 'Binary',
	detect: () => true,
	decode: ({ bytes }) =>
		describe({ decoder: 'binary', kind: 'binary', value: null, preview: hexPreview(bytes), shape: '' }),
};

export function hexPreview(bytes: Uint8Array): string {
	const hex = Array.from(bytes.subarray(0, SHOWN_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
	return bytes.byteLength > SHOWN_BYTES ? `${hex} …` : hex;
}
