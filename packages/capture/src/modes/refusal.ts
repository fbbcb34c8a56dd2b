/** The answer a client gets when Refrain cannot reach the service: 502 with one sentence (RFC 9110 15.6.3). */
export function badGateway(sentence: string): Uint8Array {
	return refusal('502 Bad Gateway', sentence);
}

/** An answer of Refrain's own that ends the connection. */
export function refusal(status: string, sentence: string): Uint8Array {
	const body = new TextEncoder().encode(`${sentence}\n`);
	const head = [
		`HTTP/1.1 ${status}`,
		'content-type: text/plain; charset=utf-8',
		`content-length: ${body.length}`,
		'connection: close',
		'via: 1.1 refrain',
	];
	return concat(new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n`), body);
}

export function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
	if (one.length === 0) return other;
	const joined = new Uint8Array(one.length + other.length);
	joined.set(one);
	joined.set(other, one.length);
	return joined;
}
