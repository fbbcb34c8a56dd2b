import { Deflate, Z_SYNC_FLUSH } from 'pako';
import { joinBytes } from './byte-buffer.ts';
import type { DeflateParams } from './deflate-params.ts';
import type { Sender } from './events.ts';

/** RFC 7692 7.2.1: every flush ends with an empty block, whose last 4 bytes are not sent. */
const TAIL_BYTES = 4;

/** Compresses the messages of one sender (RFC 7692 7.2.1) within the window and context rules that were agreed. */
export class Deflater {
	readonly #windowBits: number;
	readonly #keepsContext: boolean;
	#deflate: Deflate | null = null;
	#chunks: Uint8Array[] = [];

	constructor(params: DeflateParams, sender: Sender) {
		const bits = sender === 'client' ? params.clientMaxWindowBits : params.serverMaxWindowBits;
		// zlib has no raw 8-bit window; with 9 it reaches back 512 - 262 = 250 bytes, which stays inside the 256 of 8.
		this.#windowBits = Math.max(bits, 9);
		this.#keepsContext = !(sender === 'client' ? params.clientNoContextTakeover : params.serverNoContextTakeover);
	}

	/** The payload of a compressed message: split it over frames at will, RSV1 goes on the first. */
	deflate(message: Uint8Array): Uint8Array {
		this.#deflate ??= this.#newDeflate();
		this.#deflate.push(message, Z_SYNC_FLUSH);
		const deflated = joinBytes(this.#chunks);
		this.#chunks = [];
		if (!this.#keepsContext) this.#deflate = null;
		// RFC 7692 7.2.3.6: an empty message is one zero byte.
		return deflated.length <= TAIL_BYTES ? Uint8Array.of(0) : deflated.subarray(0, -TAIL_BYTES);
	}

	#newDeflate(): Deflate {
		const deflate = new Deflate({ raw: true, windowBits: this.#windowBits });
		deflate.onData = (chunk) => this.#chunks.push(chunk);
		return deflate;
	}
}
