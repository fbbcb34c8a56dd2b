import {
	Z_BUF_ERROR,
	Z_OK,
	Z_STREAM_END,
	Z_SYNC_FLUSH,
	ZStream,
	zlibInflate,
	zlibInflateInit2,
	zlibInflateReset,
	zlibInflateResetKeep,
} from 'pako';
import { ByteBuffer } from './byte-buffer.ts';
import type { DeflateParams } from './deflate-params.ts';
import type { Sender } from './events.ts';

export interface InflaterOptions {
	/** Most bytes that one message may inflate to. Default 64 MiB. */
	maxMessageBytes?: number;
}

/** Why a message cannot be given out; `detail` says it in words. The rest of the message fails alike. */
export interface InflateFailure {
	ok: false;
	reason: 'bad-data' | 'too-large';
	detail: string;
}

export type InflateResult = { ok: true; bytes: Uint8Array } | InflateFailure;

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 16 * 1024;

/** Output of one call of zlib, copied before the next: no inflater needs one of its own. */
const scratch = new Uint8Array(CHUNK_BYTES);

/** RFC 7692 7.2.1: the bytes that the sender took off every message. */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);

/**
 * Undoes the permessage-deflate of one sender, frame by frame, with the window kept between messages where that was agreed.
 * The window is always 32 KiB: a sender that stays within a smaller agreed one is read all the same, and so is one that does
 * not, which a recorder prefers to losing the message.
 */
export class Inflater {
	readonly #stream = new ZStream();
	readonly #keepsContext: boolean;
	readonly #maxMessageBytes: number;
	#messageBytes = 0;
	#failure: InflateFailure | null = null;
	/** The last block was marked final (RFC 7692 7.2.3.4) and nothing came after it. */
	#atEnd = false;

	constructor(params: DeflateParams, sender: Sender, options: InflaterOptions = {}) {
		this.#keepsContext = !(sender === 'client' ? params.clientNoContextTakeover : params.serverNoContextTakeover);
		this.#maxMessageBytes = options.maxMessageBytes ?? MAX_MESSAGE_BYTES;
		zlibInflateInit2(this.#stream, -15);
	}

	/** Inflates the payload of a message's next frame; `last` when that has FIN. */
	push(payload: Uint8Array, last: boolean): InflateResult {
		const output = new ByteBuffer();
		this.#inflate(payload, output);
		if (last && !this.#atEnd) this.#inflate(TAIL, output);
		const result = this.#failure ?? { ok: true, bytes: output.take() };
		if (last) this.#endMessage();
		return result;
	}

	/** Bytes of the open message are missing: what follows of it cannot be inflated. */
	spoil(): void {
		this.#failure = { ok: false, reason: 'bad-data', detail: 'bytes are missing' };
	}

	/** The message stops here without its last frame: the next one starts on a fresh window. */
	abandon(): void {
		this.spoil();
		this.#endMessage();
	}

	#endMessage(): void {
		// After bad data the window is not what the sender had. Behind a fresh one a reference to it is an error, never garbage.
		if (this.#failure?.reason === 'bad-data') zlibInflateReset(this.#stream);
		else if (!this.#keepsContext) zlibInflateReset(this.#stream);
		else if (this.#atEnd) zlibInflateResetKeep(this.#stream);
		this.#failure = null;
		this.#messageBytes = 0;
		this.#atEnd = false;
	}

	#inflate(input: Uint8Array, output: ByteBuffer): void {
		const stream = this.#stream;
		stream.input = input;
		stream.next_in = 0;
		stream.avail_in = input.length;
		while (this.#failure?.reason !== 'bad-data') {
			if (this.#atEnd) {
				if (stream.avail_in === 0) return;
				// RFC 7692 7.2.3.4: after a block with BFINAL=1 the message goes on as a new DEFLATE stream on the same window.
				zlibInflateResetKeep(stream);
				this.#atEnd = false;
			}
			if (!this.#step(output)) return;
		}
	}

	/** One call of zlib into the scratch buffer; false when the input is used up. */
	#step(output: ByteBuffer): boolean {
		const stream = this.#stream;
		stream.output = scratch;
		stream.next_out = 0;
		stream.avail_out = CHUNK_BYTES;
		const status = zlibInflate(stream, Z_SYNC_FLUSH);
		this.#keep(scratch.subarray(0, stream.next_out), output);
		if (status === Z_STREAM_END) {
			this.#atEnd = true;
			return true;
		}
		if (status !== Z_OK && status !== Z_BUF_ERROR) {
			this.#failure = { ok: false, reason: 'bad-data', detail: stream.msg || `zlib status ${status}` };
			return false;
		}
		return stream.avail_out === 0 || stream.avail_in > 0;
	}

	/** Past the limit the output is dropped but inflating goes on, so that the window stays right for the next message. */
	#keep(bytes: Uint8Array, output: ByteBuffer): void {
		this.#messageBytes += bytes.length;
		if (this.#messageBytes <= this.#maxMessageBytes) output.append(bytes);
		else if (this.#failure === null) {
			const detail = `inflates to more than ${this.#maxMessageBytes} bytes`;
			this.#failure = { ok: false, reason: 'too-large', detail };
		}
	}
}
