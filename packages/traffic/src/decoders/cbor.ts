import { decode, type TagDecoder } from 'cborg';
import type { JsonValue } from '../model.ts';
import { binaryValue } from './binary-value.ts';
import { proposeCorrelationId } from './correlation.ts';
import { describe } from './describe.ts';
import { jsonKind } from './json-kind.ts';
import type { PayloadDecoder } from './payload-decoder.ts';

/** CBOR (RFC 8949): maps, and whatever describes itself with tag 55799 (3.4.6). */
export const cbor: PayloadDecoder = {
	name: 'cbor',
	label: 'CBOR',
	detect({ type, bytes }, { subprotocol }) {
		if (type !== 'binary' || bytes.byteLength === 0) return false;
		const byte = bytes[0] ?? 0;
		const isMap = (byte >= 0xa1 && byte <= 0xbb) || byte === 0xbf;
		const describesItself = byte === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7;
		return isMap || describesItself || /\bcbor\b/.test(subprotocol ?? '');
	},
	decode({ bytes }) {
		const value = decodeCbor(bytes);
		if (value === undefined) return null;
		const { kind, told } = jsonKind(value);
		const correlationId = proposeCorrelationId(value);
		return describe({ decoder: 'cbor', kind, told, value, correlationId, error: kind === 'error' });
	},
};

function decodeCbor(bytes: Uint8Array): JsonValue | undefined {
	try {
		return binaryValue(decode(bytes, { useMaps: true, allowBigInt: true, tags: TAGS }));
	} catch {
		// The library throws for what is no CBOR, and for bytes that are left over.
		return undefined;
	}
}

const bigInteger: TagDecoder = (content) => {
	const bytes = content();
	if (!(bytes instanceof Uint8Array)) throw new TypeError('a big integer is no byte string');
	return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
};

/** Tags whose meaning JSON can show; what has another one is no message for us (RFC 8949 3.4). */
const TAGS: Readonly<Record<number, TagDecoder>> = {
	0: (content) => content(),
	1: (content) => new Date(Number(content()) * 1000),
	2: bigInteger,
	3: (content) => -1n - bigInteger(content),
	21: (content) => content(),
	22: (content) => content(),
	23: (content) => content(),
	32: (content) => content(),
	33: (content) => content(),
	34: (content) => content(),
	37: (content) => content(),
	55799: (content) => content(),
};
