import type { Sender } from '@refrain/protocol';
import type { LinkDecoding } from './link-decoding.ts';
import type { LinkFacts } from './recorder.ts';

/** One thing that happened on a link, as it is handed from thread to thread. */
export type SlabEntry =
	| { what: 'opened'; link: number; facts: LinkFacts }
	| { what: 'bytes'; link: number; sender: Sender; atUs: number; chunk: Uint8Array }
	| { what: 'fin' | 'reset' | 'gap'; link: number; sender: Sender; atUs: number }
	| { what: 'closed'; link: number; atUs: number };

const KINDS = ['opened', 'bytes', 'fin', 'reset', 'gap', 'closed'] as const;
const KIND = { opened: 0, bytes: 1, fin: 2, reset: 3, gap: 4, closed: 5 } as const satisfies Record<
	SlabEntry['what'],
	number
>;

/** kind u8, sender u8, 2 unused, link u32, atUs f64, body length u32, 4 unused; then the body, filled up to 8 bytes. */
const HEADER_BYTES = 24;
const NO_BODY = new Uint8Array(0);

/**
 * Shared memory that entries are packed into: thousands of small chunks cross the threads at once, without being cloned. Bodies
 * stand at multiples of 8: V8 copies into shared memory by words there, and by bytes, ten times slower, elsewhere.
 */
export class SlabWriter {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#fill = 0;

	constructor(buffer: SharedArrayBuffer) {
		this.#bytes = new Uint8Array(buffer);
		this.#view = new DataView(buffer);
	}

	/** Memory that an entry takes. */
	static sizeOf(bodyBytes: number): number {
		return HEADER_BYTES + ((bodyBytes + 7) & ~7);
	}

	get fill(): number {
		return this.#fill;
	}

	/** Bytes that are left. */
	get room(): number {
		return this.#bytes.length - this.#fill;
	}

	/** False when it does not fit any more. */
	add(entry: SlabEntry): boolean {
		const body = bodyOf(entry);
		const size = SlabWriter.sizeOf(body.length);
		if (this.#fill + size > this.#bytes.length) return false;
		const at = this.#fill;
		this.#bytes[at] = KIND[entry.what];
		this.#bytes[at + 1] = 'sender' in entry && entry.sender === 'server' ? 1 : 0;
		this.#view.setUint32(at + 4, entry.link, true);
		this.#view.setFloat64(at + 8, 'atUs' in entry ? entry.atUs : 0, true);
		this.#view.setUint32(at + 16, body.length, true);
		this.#bytes.set(body, at + HEADER_BYTES);
		this.#fill = at + size;
		return true;
	}
}

/** Plays the entries of a slab into a decoding; the slab may be reused afterwards. */
export function playSlab(buffer: SharedArrayBuffer, fill: number, decoding: LinkDecoding): void {
	const bytes = new Uint8Array(buffer);
	const view = new DataView(buffer);
	for (let at = 0; at < fill; ) {
		const bodyAt = at + HEADER_BYTES;
		const bodyBytes = view.getUint32(at + 16, true);
		const end = bodyAt + bodyBytes;
		const link = view.getUint32(at + 4, true);
		const atUs = view.getFloat64(at + 8, true);
		const sender: Sender = bytes[at + 1] === 1 ? 'server' : 'client';
		const what = KINDS[bytes[at] ?? 0];
		switch (what) {
			case 'bytes':
				decoding.bytes(link, sender, bytes.subarray(bodyAt, end), atUs);
				break;
			case 'opened':
				decoding.opened(link, JSON.parse(new TextDecoder().decode(bytes.slice(bodyAt, end))));
				break;
			case 'fin':
			case 'reset':
				decoding.ended(link, sender, what, atUs);
				break;
			case 'gap':
				decoding.gap(link, sender, atUs);
				break;
			case 'closed':
				decoding.closed(link, atUs);
				break;
		}
		at += SlabWriter.sizeOf(bodyBytes);
	}
}

function bodyOf(entry: SlabEntry): Uint8Array {
	if (entry.what === 'bytes') return entry.chunk;
	return entry.what === 'opened' ? new TextEncoder().encode(JSON.stringify(entry.facts)) : NO_BODY;
}
