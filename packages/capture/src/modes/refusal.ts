/** The answer a client gets when Refrain cannot reach the service: 502 with one sentence (RFC 9110 15.6.3). */
export function badGateway(sentence: string): Uint8Array {
	const body = `${sentence}\n`;
	// The sentence is ASCII but for host names, which URL gives in punycode: characters are bytes.
	return new TextEncoder().encode(
		[
			'HTTP/1.1 502 Bad Gateway',
			'content-type: text/plain; charset=utf-8',
			`content-length: ${new TextEncoder().encode(body).length}`,
			'connection: close',
			'via: 1.1 refrain',
			'',
			body,
		].join('\r\n'),
	);
}
