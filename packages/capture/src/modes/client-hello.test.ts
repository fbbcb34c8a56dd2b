import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connect } from 'node:tls';
import { expect, it } from 'vitest';
import { readClientHello } from './client-hello.ts';
import { guessProtocol } from './protocol-guess.ts';

/** The first bytes of OpenSSL as Node uses it. */
async function hello(protocols: string[]): Promise<Buffer> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const client = connect({ port: (server.address() as AddressInfo).port, ALPNProtocols: protocols, servername: 'a.b' });
	client.on('error', () => {});
	const [accepted] = await once(server, 'connection');
	const [bytes] = (await once(accepted, 'data')) as [Buffer];
	client.destroy();
	accepted.destroy();
	server.close();
	return bytes;
}

it.each([
	[[], 'tls'],
	[['http/1.1'], 'tls'],
	[['h2', 'http/1.1'], 'tls'],
	[['h2'], 'other'],
] as const)('a client that would speak %j', async (protocols, guess) => {
	const bytes = await hello([...protocols]);
	expect(readClientHello(bytes)).toEqual({ protocols });
	expect(guessProtocol(bytes)).toBe(guess);
	expect(readClientHello(bytes.subarray(0, 100))).toBeNull();
});

it('is not read out of other bytes', () => {
	expect(readClientHello(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'))).toBeNull();
	expect(readClientHello(Uint8Array.of(0x16, 3, 1, 0, 5, 2, 0, 0, 0, 0))).toBeNull();
});
