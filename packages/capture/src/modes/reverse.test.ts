import { describe, expect, it } from 'vitest';
import { reverse } from './reverse.ts';

const target = { host: '127.0.0.1', port: 9000, tls: false };
const facts = { clientAddress: '127.0.0.1:50000', originalDestination: null };

describe('reverse', () => {
	it('dials the target at once and relays when it is reached', () => {
		const negotiation = reverse.negotiate({ target });
		expect(negotiation.start(facts)).toEqual([{ do: 'dial', endpoint: target }]);
		expect(negotiation.dialed()).toEqual([{ do: 'relay', first: new Uint8Array(0), anything: false }]);
	});

	it('gives requests the Host of the target when it is asked to', () => {
		const [command] = reverse.negotiate({ target, rewriteHost: true }).dialed();
		const passed =
			command?.do === 'relay' && command.rewriter?.push(new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
		expect(passed && new TextDecoder().decode(passed)).toBe('GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n\r\n');
	});

	it('answers 502 with one sentence when it is not', () => {
		const [command, ...rest] = reverse
			.negotiate({ target })
			.dialFailed({ kind: 'refused', reason: 'nothing listens on 127.0.0.1:9000' });
		expect(rest).toEqual([]);
		if (command?.do !== 'refuse') throw new Error('expected a refusal');
		const answer = new TextDecoder().decode(command.answer);
		expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
		const sentence = 'Refrain could not reach ws://127.0.0.1:9000: nothing listens on 127.0.0.1:9000.\n';
		expect(answer).toContain(`\r\ncontent-length: ${sentence.length}\r\n`);
		expect(answer.split('\r\n\r\n')[1]).toBe(sentence);
	});
});
