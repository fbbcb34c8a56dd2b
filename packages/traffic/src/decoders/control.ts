import { decodeUtf8, decodeUtf8Lossy } from '../utf8.ts';
import { hexPreview } from './binary.ts';
import { describe } from './describe.ts';
import type { Payload } from './payload.ts';
import type { PayloadDecoder } from './payload-decoder.ts';
import { oneLine } from './preview.ts';

/** Ping, pong and close (RFC 6455 5.5). */
export const control: PayloadDecoder = {
	name: 'control',
	label: 'Control frame',
	detect: ({ type }) => type === 'ping' || type === 'pong' || type === 'close',
	decode: (payload) => (payload.type === 'close' ? decodeClose(payload) : decodePing(payload)),
};

function decodePing({ type, text, bytes }: Payload) {
	const preview = text === null ? hexPreview(bytes) : oneLine(text);
	return describe({ decoder: 'control', kind: type, value: text, preview, shape: '', role: 'notice' });
}

function decodeClose({ bytes }: Payload) {
	// RFC 6455 5.5.1: nothing, or two bytes of code in network order and a reason in UTF-8.
	const code = bytes.byteLength < 2 ? null : ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
	const reason = decodeUtf8Lossy(bytes.subarray(2));
	return describe({
		decoder: 'control',
		kind: code === null ? 'close' : `close ${code}`,
		value: { code, reason },
		preview: oneLine(reason),
		shape: '',
		role: 'notice',
		// RFC 6455 7.4.1: 1000 is a normal closure, 1001 going away.
		error: code !== null && code !== 1000 && code !== 1001,
		flags: [
			...(decodeUtf8(bytes.subarray(2)) === null ? ['invalid UTF-8'] : []),
			...(bytes.byteLength === 1 ? ['close code cut off'] : []),
		],
	});
}
