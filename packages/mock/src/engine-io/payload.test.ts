import { describe, expect, it } from 'vitest';
import { readEngineQuery, readPayload, sidOf, writePayload } from './payload.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('polling bodies of Engine.IO', () => {
	it('hold texts and binary data', () => {
		const packets = readPayload(bytes('4hello\x1ebAQID\x1e2')) ?? [];
		expect(packets).toEqual([
			{ type: 'text', payload: bytes('4hello') },
			{ type: 'binary', payload: Uint8Array.of(1, 2, 3) },
			{ type: 'text', payload: bytes('2') },
		]);
		expect(writePayload(packets)).toBe('4hello\x1ebAQID\x1e2');
	});

	it.each(['ok', '', '9x', 'b not base64'])('%j is none', (body) => expect(readPayload(bytes(body))).toBeNull());
});

it('requests of Engine.IO 4 are known by their query', () => {
	expect(readEngineQuery('/socket.io/?EIO=4&transport=polling&t=x')).toEqual({ transport: 'polling', sid: null });
	expect(readEngineQuery('/x?EIO=4&transport=websocket&sid=abc')).toEqual({ transport: 'websocket', sid: 'abc' });
	expect(readEngineQuery('/socket.io/?EIO=3&transport=polling')).toBeNull();
	expect(readEngineQuery('/socket.io/')).toBeNull();
});

it('the open packet gives out the session id', () => {
	expect(sidOf({ type: 'text', payload: bytes('0{"sid":"abc","upgrades":[]}') })).toBe('abc');
	expect(sidOf({ type: 'text', payload: bytes('40{"sid":"abc"}') })).toBeNull();
	expect(sidOf({ type: 'text', payload: bytes('0{"sid"') })).toBeNull();
	expect(sidOf({ type: 'binary', payload: Uint8Array.of(1) })).toBeNull();
});
