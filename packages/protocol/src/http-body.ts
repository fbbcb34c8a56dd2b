import { ByteBuffer } from './byte-buffer.ts';
import type { RequestHead, ResponseHead } from './events.ts';
import { headerHas, headerList, headerValues } from './http-headers.ts';
import type { ViolationCode } from './violations.ts';

/** How the end of a body is found (RFC 9112 6.3). `unknowable`: it cannot, and the bytes after the head mean nothing. */
type BodyFraming =
	| { kind: 'length'; length: number }
	| { kind: 'chunked' }
	| { kind: 'until-close' }
	| { kind: 'switched' }
	| { kind: 'unknowable' };

export interface FramedBody {
	framing: BodyFraming;
	problem: { code: ViolationCode; message: string } | null;
}

const EMPTY: BodyFraming = { kind: 'length', length: 0 };

/** RFC 9112 6.3 for a request. */
export function requestFraming(head: RequestHead): FramedBody {
	if (headerValues(head.headers, 'transfer-encoding').length > 0) {
		const framed = codedFraming(head);
		return framed.framing.kind === 'until-close' ? { ...framed, framing: { kind: 'unknowable' } } : framed;
	}
	return lengthFraming(head, EMPTY, { kind: 'unknowable' });
}

/** RFC 9112 6.3 for the response to a request with this method. */
export function responseFraming(head: ResponseHead, method: string): FramedBody {
	const { status } = head;
	if (status === 101 || (method === 'CONNECT' && status >= 200 && status < 300)) {
		return { framing: { kind: 'switched' }, problem: null };
	}
	if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return { framing: EMPTY, problem: null };
	if (headerValues(head.headers, 'transfer-encoding').length > 0) return codedFraming(head);
	return lengthFraming(head, { kind: 'until-close' }, { kind: 'until-close' });
}

function codedFraming({ headers }: RequestHead | ResponseHead): FramedBody {
	if (headerList(headers, 'transfer-encoding').at(-1)?.toLowerCase() !== 'chunked') {
		const message = 'Transfer-Encoding does not end with chunked, so only the end of the connection ends the body.';
		return { framing: { kind: 'until-close' }, problem: { code: 'bad-transfer-encoding', message } };
	}
	if (headerValues(headers, 'content-length').length > 0) {
		const message = 'Both Transfer-Encoding and Content-Length are given; the former decides.';
		return { framing: { kind: 'chunked' }, problem: { code: 'length-and-transfer-encoding', message } };
	}
	return { framing: { kind: 'chunked' }, problem: null };
}

function lengthFraming({ headers }: RequestHead | ResponseHead, absent: BodyFraming, bad: BodyFraming): FramedBody {
	const values = new Set(headerList(headers, 'content-length'));
	if (values.size === 0 && headerValues(headers, 'content-length').length === 0)
		return { framing: absent, problem: null };
	const [value = ''] = values;
	// RFC 9112 6.3 item 5: the same length several times is one length.
	if (values.size === 1 && /^\d{1,15}$/.test(value))
		return { framing: { kind: 'length', length: Number(value) }, problem: null };
	const message = `Content-Length "${[...values].join(', ')}" is not one number of bytes.`;
	return { framing: bad, problem: { code: 'bad-content-length', message } };
}

/** Whether the client asks to change protocols after this request, so that what follows may not be HTTP (RFC 9110 7.8). */
export function asksToSwitch({ method, headers }: RequestHead): boolean {
	if (method === 'CONNECT') return true;
	const upgrades = headerList(headers, 'upgrade');
	if (upgrades.length === 0) return false;
	return headerHas(headers, 'connection', 'upgrade') || upgrades.some((name) => name.toLowerCase() === 'websocket');
}

/** A body as it arrives: the start is kept up to a limit, all of it is counted. */
export class BodySink {
	readonly #kept: ByteBuffer;
	readonly #mostBytes: number;
	#bytes = 0;

	constructor(mostBytes: number) {
		this.#mostBytes = mostBytes;
		this.#kept = new ByteBuffer(mostBytes);
	}

	get bytes(): number {
		return this.#bytes;
	}

	append(part: Uint8Array): void {
		this.#bytes += part.length;
		const room = this.#mostBytes - this.#kept.length;
		if (room > 0) this.#kept.append(part.length <= room ? part : part.subarray(0, room));
	}

	take(): Uint8Array {
		return this.#kept.take();
	}
}
