import type { Endpoint } from '../endpoint.ts';
import type { CaptureMode, Command, DialFailure, Negotiation } from './mode.ts';
import { concat } from './refusal.ts';

export const SOCKS_VERSION = 5;
const NO_AUTHENTICATION = 0;
const NO_ACCEPTABLE_METHODS = 0xff;
const CONNECT = 1;

/** RFC 1928 6. */
const REPLY = { succeeded: 0, failure: 1, unreachable: 4, refused: 5, commandNotSupported: 7, addressNotSupported: 8 };
const REPLY_OF: Readonly<Record<DialFailure['kind'], number>> = {
	refused: REPLY.refused,
	unresolved: REPLY.unreachable,
	unreachable: REPLY.unreachable,
	timeout: REPLY.unreachable,
	certificate: REPLY.failure,
	loop: REPLY.failure,
	other: REPLY.failure,
};

/** Clients name their service in the SOCKS5 protocol (RFC 1928); no authentication. */
export const socks5: CaptureMode<object> = {
	name: 'socks5',
	summary: 'clients use Refrain as their SOCKS5 proxy',
	negotiate: () => new SocksNegotiation(),
};

class SocksNegotiation implements Negotiation {
	#bytes: Uint8Array = new Uint8Array(0);
	#greeted = false;

	start(): readonly Command[] {
		return [{ do: 'read' }];
	}

	bytes(chunk: Uint8Array): readonly Command[] {
		this.#bytes = concat(this.#bytes, chunk);
		return this.#greeted ? this.#request() : this.#greeting();
	}

	dialed(): readonly Command[] {
		return [
			{ do: 'reply', bytes: reply(REPLY.succeeded) },
			{ do: 'relay', first: this.#bytes, anything: true },
		];
	}

	dialFailed({ kind }: DialFailure): readonly Command[] {
		return refuse(REPLY_OF[kind]);
	}

	/** RFC 1928 3: version, number of methods, methods. */
	#greeting(): readonly Command[] {
		const [version, count] = this.#bytes;
		if (version !== undefined && version !== SOCKS_VERSION) return [{ do: 'close' }];
		if (count === undefined || this.#bytes.length < 2 + count) return [];
		const methods = this.#bytes.subarray(2, 2 + count);
		this.#bytes = this.#bytes.slice(2 + count);
		if (!methods.includes(NO_AUTHENTICATION)) {
			return [{ do: 'reply', bytes: Uint8Array.of(SOCKS_VERSION, NO_ACCEPTABLE_METHODS) }, { do: 'close' }];
		}
		this.#greeted = true;
		return [{ do: 'reply', bytes: Uint8Array.of(SOCKS_VERSION, NO_AUTHENTICATION) }, ...this.#request()];
	}

	/** RFC 1928 4: version, command, reserved, address type, address, port. */
	#request(): readonly Command[] {
		const [version, command, , type] = this.#bytes;
		if (version !== undefined && version !== SOCKS_VERSION) return [{ do: 'close' }];
		if (type === undefined) return [];
		if (command !== CONNECT) return refuse(REPLY.commandNotSupported);
		const read = readAddress(this.#bytes.subarray(3));
		if (read === 'incomplete') return [];
		if (read === 'unknown') return refuse(REPLY.addressNotSupported);
		this.#bytes = this.#bytes.slice(3 + read.length);
		return [{ do: 'dial', endpoint: read.endpoint }];
	}
}

/** RFC 1928 5: one byte of type, the address, two bytes of port. */
function readAddress(bytes: Uint8Array): { endpoint: Endpoint; length: number } | 'incomplete' | 'unknown' {
	const [type, size] = bytes;
	const forms: Record<number, { at: number; length: number; text: (address: Uint8Array) => string }> = {
		1: { at: 1, length: 4, text: (address) => address.join('.') },
		3: { at: 2, length: size ?? 0, text: (address) => new TextDecoder().decode(address) },
		4: { at: 1, length: 16, text: ipv6 },
	};
	const form = forms[type ?? 0];
	if (!form) return 'unknown';
	const portAt = form.at + form.length;
	const [high, low] = bytes.subarray(portAt, portAt + 2);
	if (size === undefined || high === undefined || low === undefined) return 'incomplete';
	const host = form.text(bytes.subarray(form.at, portAt));
	return { endpoint: { host, port: high * 256 + low, tls: false }, length: portAt + 2 };
}

function ipv6(address: Uint8Array): string {
	const groups = Array.from({ length: 8 }, (_, n) =>
		((address[2 * n] ?? 0) * 256 + (address[2 * n + 1] ?? 0)).toString(16),
	);
	return groups.join(':');
}

function refuse(code: number): readonly Command[] {
	return [{ do: 'reply', bytes: reply(code) }, { do: 'close' }];
}

/** The bound address is of no use to a client and is given as 0.0.0.0:0. */
function reply(code: number): Uint8Array {
	return Uint8Array.of(SOCKS_VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0);
}
