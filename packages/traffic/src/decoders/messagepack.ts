import { decode } from '@msgpack/msgpack';
import type { JsonValue } from '../model.ts';
import { binaryValue } from './binary-value.ts';
import { proposeCorrelationId } from './correlation.ts';
import { describe } from './describe.ts';
import { jsonKind } from './json-kind.ts';
import type { PayloadDecoder } from './payload-decoder.ts';

/** MessagePack (msgpack.org) that no protocol names: maps, and arrays of at least two elements. */
export const messagepack: PayloadDecoder = {
	name: 'messagepack',
	label: 'MessagePack',
	detect: ({ type, bytes }) => type === 'binary' && bytes.byteLength >= MIN_BYTES && startsLikeContainer(bytes[0] ?? 0),
	decode({ bytes }) {
		const value = decodeMessagePack(bytes);
		if (value === null) return null;
		const { kind, told } = jsonKind(value);
		const correlationId = proposeCorrelationId(value);
		return describe({ decoder: 'messagepack', kind, told, value, correlationId, error: kind === 'error' });
	},
};

/** Fewer bytes are as likely anything else. */
const MIN_BYTES = 4;

function startsLikeContainer(byte: number): boolean {
	const isFixMap = byte >= 0x81 && byte <= 0x8f;
	const isFixArray = byte >= 0x92 && byte <= 0x9f;
	return isFixMap || isFixArray || (byte >= 0xdc && byte <= 0xdf);
}

/** null when the bytes are no single, whole value. */
export function decodeMessagePack(bytes: Uint8Array): JsonValue | null {
	try {
		return binaryValue(decode(bytes, { useBigInt64: true }));
	} catch {
		// The library throws errors of several classes for what is no MessagePack, and on bytes that are left over.
		return null;
	}
}
