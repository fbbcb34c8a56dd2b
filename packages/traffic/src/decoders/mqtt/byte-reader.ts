import { decodeUtf8 } from '../../utf8.ts';

/** The bytes of a packet end before the packet does, or hold what its format does not allow. */
export class PacketError extends Error {}

/** Reads the data types of MQTT (MQTT 5.0, 1.5) from the front. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get done(): boolean {
		return this.#at >= this.#bytes.byteLength;
	}

	byte(): number {
		const byte = this.#bytes[this.#at++];
		if (byte === undefined) throw new PacketError('the packet is cut off');
		return byte;
	}

	uint16(): number {
		return this.byte() * 0x100 + this.byte();
	}

	uint32(): number {
		return this.uint16() * 0x10000 + this.uint16();
	}

	/** Seven bits a byte, lowest first, at most four bytes. */
	variableInteger(): number {
		let value = 0;
		for (let shift = 0; shift < 4; shift++) {
			const byte = this.byte();
			value += (byte & 0x7f) * 128 ** shift;
			if (byte < 0x80) return value;
		}
		throw new PacketError('a length has more than four bytes');
	}

	bytes(length: number): Uint8Array {
		const bytes = this.#bytes.subarray(this.#at, this.#at + length);
		if (bytes.byteLength < length) throw new PacketError('the packet is cut off');
		this.#at += length;
		return bytes;
	}

	binary(): Uint8Array {
		return this.bytes(this.uint16());
	}

	text(): string {
		const text = decodeUtf8(this.binary());
		if (text === null) throw new PacketError('a text is not UTF-8');
		return text;
	}

	rest(): Uint8Array {
		return this.bytes(this.#bytes.byteLength - this.#at);
	}
}
