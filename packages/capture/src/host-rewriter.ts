import { latin1Bytes, latin1Text } from './latin1.ts';
import { findHeadEnd } from './modes/proxy-request.ts';
import { concat } from './modes/refusal.ts';

/** Longer heads pass as they are. */
const MOST_HEAD_BYTES = 64 * 1024;
const NOTHING = new Uint8Array(0);

type State =
	| { at: 'head' }
	/** Inside so many bytes that are no head; `next` is behind them. */
	| { at: 'data'; left: number; next: 'head' | 'chunk' }
	/** At the size line of a chunk (RFC 9112 7.1). */
	| { at: 'chunk' }
	/** Behind the last chunk, up to an empty line. */
	| { at: 'trailers' }
	/** An upgrade was asked for, or this is no HTTP: nothing is changed any more. */
	| { at: 'opaque' };

interface Step {
	out: Uint8Array;
	used: number;
	state: State;
}

/**
 * Gives the requests of one client the Host of the service, for services that answer under their own name only. Changed are the Host
 * header, and the Origin where it names the same host. Everything behind an upgrade request passes as it is.
 */
export class HostRewriter {
	readonly #host: string;
	readonly #origin: string;
	#state: State = { at: 'head' };
	#held: Uint8Array = NOTHING;

	/** @param service its host, with the port where that is not the usual one */
	constructor(service: { host: string; tls: boolean }) {
		this.#host = service.host;
		this.#origin = `${service.tls ? 'https' : 'http'}://${service.host}`;
	}

	/** What the service gets for these bytes; what is not complete is held back. */
	push(chunk: Uint8Array): Uint8Array {
		if (this.#state.at === 'opaque') return chunk;
		let rest = concat(this.#held, chunk);
		let out: Uint8Array = NOTHING;
		for (let step = this.#step(rest); step !== null && rest.length > 0; step = this.#step(rest)) {
			out = concat(out, step.out);
			rest = rest.subarray(step.used);
			this.#state = step.state;
		}
		this.#held = rest;
		return out;
	}

	/** The client has ended: what is still held back. */
	end(): Uint8Array {
		return this.#held;
	}

	/** The next piece of which it is clear what it is; null when more bytes are needed. */
	#step(bytes: Uint8Array): Step | null {
		switch (this.#state.at) {
			case 'head':
				return this.#head(bytes);
			case 'data':
				return data(bytes, this.#state.left, this.#state.next);
			case 'chunk':
				return chunkSize(bytes);
			case 'trailers':
				return trailer(bytes);
			case 'opaque':
				return { out: bytes, used: bytes.length, state: this.#state };
		}
	}

	#head(bytes: Uint8Array): Step | null {
		const end = findHeadEnd(bytes);
		if (end < 0) {
			return bytes.length > MOST_HEAD_BYTES ? { out: bytes, used: bytes.length, state: { at: 'opaque' } } : null;
		}
		const [requestLine = '', ...fields] = latin1Text(bytes.subarray(0, end - 4)).split('\r\n');
		const host = fieldValue(fields, 'host');
		const rewritten = fields.map((field) => this.#field(field, host));
		const out = latin1Bytes(`${[requestLine, ...rewritten].join('\r\n')}\r\n\r\n`);
		return { out, used: end, state: stateBehind(fields) };
	}

	#field(field: string, host: string | undefined): string {
		const written = field.slice(0, field.indexOf(':'));
		const name = nameOf(field);
		if (name === 'host') return `${written}: ${this.#host}`;
		const sameOrigin = name === 'origin' && [`http://${host}`, `https://${host}`].includes(textOf(field));
		return sameOrigin ? `${written}: ${this.#origin}` : field;
	}
}

/** RFC 9112 6.3: what follows a request head. */
function stateBehind(fields: readonly string[]): State {
	if (fieldValue(fields, 'upgrade') !== undefined) return { at: 'opaque' };
	if (/\bchunked\s*$/i.test(fieldValue(fields, 'transfer-encoding') ?? '')) return { at: 'chunk' };
	const length = fieldValue(fields, 'content-length') ?? '0';
	if (!/^\d+$/.test(length)) return { at: 'opaque' };
	return Number(length) === 0 ? { at: 'head' } : { at: 'data', left: Number(length), next: 'head' };
}

function data(bytes: Uint8Array, left: number, next: 'head' | 'chunk'): Step {
	const used = Math.min(left, bytes.length);
	const state: State = used === left ? { at: next } : { at: 'data', left: left - used, next };
	return { out: bytes.subarray(0, used), used, state };
}

function chunkSize(bytes: Uint8Array): Step | null {
	const used = bytes.indexOf(10) + 1;
	if (used === 0) return null;
	const size = Number.parseInt(latin1Text(bytes.subarray(0, used)), 16);
	const out = bytes.subarray(0, used);
	if (Number.isNaN(size)) return { out: bytes, used: bytes.length, state: { at: 'opaque' } };
	// Behind the data of a chunk comes a line break.
	return { out, used, state: size === 0 ? { at: 'trailers' } : { at: 'data', left: size + 2, next: 'chunk' } };
}

function trailer(bytes: Uint8Array): Step | null {
	const used = bytes.indexOf(10) + 1;
	if (used === 0) return null;
	const isEmpty = latin1Text(bytes.subarray(0, used)).trim() === '';
	return { out: bytes.subarray(0, used), used, state: { at: isEmpty ? 'head' : 'trailers' } };
}

function fieldValue(fields: readonly string[], wanted: string): string | undefined {
	const field = fields.find((one) => nameOf(one) === wanted);
	return field && textOf(field);
}

const nameOf = (field: string) => field.slice(0, Math.max(0, field.indexOf(':'))).toLowerCase();
const textOf = (field: string) => field.slice(field.indexOf(':') + 1).trim();
