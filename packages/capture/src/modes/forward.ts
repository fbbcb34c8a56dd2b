import { type Endpoint, hostAndPort } from '../endpoint.ts';
import type { AcceptedFacts, CaptureMode, Command, DialFailure, Negotiation } from './mode.ts';
import { findHeadEnd, type ProxyRequest, readProxyRequest } from './proxy-request.ts';
import { badGateway, concat, refusal } from './refusal.ts';
import { SOCKS_VERSION, socks5 } from './socks5.ts';

/** Longer heads are nobody's. */
const MOST_HEAD_BYTES = 64 * 1024;
const ESTABLISHED = new TextEncoder().encode('HTTP/1.1 200 Connection Established\r\n\r\n');

/**
 * Clients use Refrain as their HTTP proxy: CONNECT (RFC 9110 9.3.6) for WebSockets and TLS, the absolute form (RFC 9112 3.2.2) for plain
 * HTTP. The same port speaks SOCKS5, which begins with a byte that no HTTP begins with.
 */
export const forward: CaptureMode<object> = {
	name: 'forward',
	summary: 'clients use Refrain as their HTTP proxy (SOCKS5 on the same port)',
	negotiate: () => new ForwardNegotiation(),
};

class ForwardNegotiation implements Negotiation {
	#bytes: Uint8Array = new Uint8Array(0);
	#socks: Negotiation | null = null;
	#request: ProxyRequest | null = null;

	start(_: AcceptedFacts): readonly Command[] {
		return [{ do: 'read' }];
	}

	bytes(chunk: Uint8Array): readonly Command[] {
		if (this.#socks) return this.#socks.bytes(chunk);
		this.#bytes = concat(this.#bytes, chunk);
		if (this.#bytes[0] === SOCKS_VERSION) {
			this.#socks = socks5.negotiate({});
			return this.#socks.bytes(this.#bytes);
		}
		const end = findHeadEnd(this.#bytes);
		if (end >= 0) return this.#take(readProxyRequest(this.#bytes, end));
		return this.#bytes.length > MOST_HEAD_BYTES
			? answer('431 Request Header Fields Too Large', 'The head is too long.')
			: [];
	}

	dialed(): readonly Command[] {
		if (this.#socks) return this.#socks.dialed();
		const request = this.#request as ProxyRequest;
		if (request.kind === 'connect') {
			return [
				{ do: 'reply', bytes: ESTABLISHED },
				{ do: 'relay', first: request.rest, anything: true },
			];
		}
		return [{ do: 'relay', first: concat(request.head, request.rest), anything: true }];
	}

	dialFailed(failure: DialFailure): readonly Command[] {
		if (this.#socks) return this.#socks.dialFailed(failure);
		const request = this.#request as ProxyRequest;
		const refused = badGateway(`Refrain could not reach ${where(request.endpoint)}: ${failure.reason}.`);
		if (request.kind === 'connect') return [{ do: 'reply', bytes: refused }, { do: 'close' }];
		return [{ do: 'refuse', first: concat(request.head, request.rest), answer: refused }];
	}

	#take(request: ProxyRequest | null): readonly Command[] {
		if (request === null) {
			return answer(
				'400 Bad Request',
				'This is the proxy of a Refrain recording: set it as the HTTP or SOCKS5 proxy of your program. ' +
					'It takes CONNECT host:port, and requests whose target is a whole http:// address.',
			);
		}
		this.#request = request;
		return [{ do: 'dial', endpoint: request.endpoint }];
	}
}

function answer(status: string, sentence: string): readonly Command[] {
	return [{ do: 'reply', bytes: refusal(status, sentence) }, { do: 'close' }];
}

function where({ host, port }: Endpoint): string {
	return hostAndPort(host, port);
}
