import { Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH, ZStream, zlibDeflate, zlibDeflateInit2, zlibDeflateReset } from 'pako';
import { ByteBuffer } from './byte-buffer.ts';
import type { DeflateParams } from './deflate-params.ts';
import type { Sender } from './events.ts';

/** RFC 7692 7.2.1: every flush ends with an empty block, whose last 4 bytes are not sent. */
const TAIL_BYTES = 4;
const CHUNK_BYTES = 16 * 1024;
const METHOD_DEFLATE = 8;
const LEVEL = 6;
const MEMORY_LEVEL = 8;

/** Output of one call of zlib, copied before the next: no deflater needs one of its own. */
const scratch = new Uint8Array(CHUNK_BYTES);

/** Compresses the messages of one sender (RFC 7692 7.2.1) within the window and context rules that were agreed. */
export class Deflater {
	readonly #stream = new ZStream();
	readonly #keepsContext: boolean;

	constructor(params: DeflateParams, sender: Sender) {
		const agreedBits = sender === 'client' ? params.clientMaxWindowBits : params.serverMaxWindowBits;
		// zlib has no raw 8-bit window; with 9 it reaches back 512 - 262 = 250 bytes, which stays inside the 256 of 8.
		const windowBits = Math.max(agreedBits, 9);
		zlibDeflateInit2(this.#stream, LEVEL, METHOD_DEFLATE, -windowBits, MEMORY_LEVEL, Z_DEFAULT_STRATEGY);
		this.#keepsContext = !(sender === 'client' ? params.clientNoContextTakeover : params.serverNoContextTakeover);
	}

	/** The payload of a compressed message: split it over frames at will, RSV1 goes on the first. */
	deflate(message: Uint8Array): Uint8Array {
		// RFC 7692 7.2.3.6: an empty message is one zero byte.
		if (message.length === 0) return Uint8Array.of(0);
		const output = new ByteBuffer();
		const stream = this.#stream;
		stream.input = message;
		stream.next_in = 0;
		stream.avail_in = message.length;
		do {
			stream.output = scratch;
			stream.next_out = 0;
			stream.avail_out = CHUNK_BYTES;
			zlibDeflate(stream, Z_SYNC_FLUSH);
			output.append(scratch.subarray(0, stream.next_out));
		} while (stream.avail_out === 0);
		if (!this.#keepsContext) zlibDeflateReset(stream);
		return output.take().subarray(0, -TAIL_BYTES);
	}
}
