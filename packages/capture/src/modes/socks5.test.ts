import { describe, expect, it } from 'vitest';
import { socks5 } from './socks5.ts';

const facts = { clientAddress: '127.0.0.1:50000', originalDestination: null };
const begin = () => {
	const negotiation = socks5.negotiate({});
	expect(negotiation.start(facts)).toEqual([{ do: 'read' }]);
	return negotiation;
};
const WELCOME = { do: 'reply', bytes: Uint8Array.of(5, 0) };
const CONNECTED = { do: 'reply', bytes: Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0) };
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];

describe('socks5 (RFC 1928)', () => {
	it.each([
		[[1, 127, 0, 0, 1, 0x23, 0x28], { host: '127.0.0.1', port: 9000 }],
		[[3, ...name('api.example.com'), 1, 187], { host: 'api.example.com', port: 443 }],
		[[4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80], { host: '0:0:0:0:0:0:0:1', port: 80 }],
	])('connects to the address of type %j', (address, endpoint) => {
		const negotiation = begin();
		expect(negotiation.bytes(Uint8Array.of(5, 1, 0))).toEqual([WELCOME]);
		expect(negotiation.bytes(Uint8Array.of(5, 1, 0, ...address))).toEqual([
			{ do: 'dial', endpoint: { ...endpoint, tls: false } },
		]);
		expect(negotiation.dialed()).toEqual([CONNECTED, { do: 'relay', first: new Uint8Array(0), anything: true }]);
	});

	it('takes its bytes however they are cut, and keeps what follows for the service', () => {
		const negotiation = begin();
		const all = [5, 2, 2, 0, 5, 1, 0, 3, ...name('a.b'), 0, 80, 71, 69, 84];
		const commands = all.flatMap((byte) => [...negotiation.bytes(Uint8Array.of(byte))]).slice(0, 2);
		expect(commands).toEqual([WELCOME, { do: 'dial', endpoint: { host: 'a.b', port: 80, tls: false } }]);
		const whole = begin();
		expect(whole.bytes(Uint8Array.from(all))).toEqual(commands);
		expect(whole.dialed()[1]).toEqual({ do: 'relay', first: Uint8Array.of(71, 69, 84), anything: true });
	});

	it.each([
		['refused', 5],
		['unresolved', 4],
		['timeout', 4],
		['certificate', 1],
	] as const)('says that a service was %s', (kind, code) => {
		const negotiation = begin();
		expect(negotiation.dialFailed({ kind, reason: '' })).toEqual([
			{ do: 'reply', bytes: Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0) },
			{ do: 'close' },
		]);
	});

	it.each([
		['no common way to authenticate', [5, 1, 2], [5, 0xff]],
		['BIND', [5, 1, 0, 5, 2, 0, 1], [5, 0, 5, 7, 0, 1, 0, 0, 0, 0, 0, 0]],
		['an address of an unknown type', [5, 1, 0, 5, 1, 0, 9], [5, 0, 5, 8, 0, 1, 0, 0, 0, 0, 0, 0]],
	])('refuses %s', (_, sent, answered) => {
		const commands = begin().bytes(Uint8Array.from(sent));
		expect(commands.at(-1)).toEqual({ do: 'close' });
		const replies = commands.flatMap((command) => (command.do === 'reply' ? [...command.bytes] : []));
		expect(replies).toEqual(answered);
	});

	it('hangs up on what is not SOCKS5', () => {
		expect(begin().bytes(Uint8Array.of(4, 1, 0, 80))).toEqual([{ do: 'close' }]);
		const negotiation = begin();
		negotiation.bytes(Uint8Array.of(5, 1, 0));
		expect(negotiation.bytes(Uint8Array.of(4, 1, 0, 1))).toEqual([{ do: 'close' }]);
	});
});
