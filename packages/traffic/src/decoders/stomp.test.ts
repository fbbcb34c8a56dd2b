import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('stomp'))('a recorded conversation', () => {
	const connections = recordedStream('stomp') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> stomp: CONNECT x2",
			  "< stomp: CONNECTED x2",
			  "> stomp: SUBSCRIBE /topic/out x2",
			  "> stomp: SEND /queue/echo x10",
			  "< stomp: MESSAGE /topic/out x21",
			  "> stomp: heart-beat x8",
			  "> stomp: UNSUBSCRIBE /topic/out x1",
			  "> stomp: DISCONNECT x1",
			  "< stomp: RECEIPT x1",
			  "> stomp: SEND /topic/out x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "reply by correlation-id x3",
			  "reply by latest-on-channel x2",
			  "unanswered by no-answer x11",
			  "unanswered by protocol x9",
			]
		`);
	});
});

const FACTS = { subprotocol: 'v12.stomp' };

it('decodes header escapes, keeps the first of repeated headers, and reads JSON bodies', () => {
	const [message] = decodeLines(
		FACTS,
		'< MESSAGE\ndestination:/topic/a\\cb\nx:first\nx:second\n__proto__:y\nbroken\n\n{"a":1}\0',
	);
	expect(message).toMatchObject({
		kind: 'MESSAGE /topic/a:b',
		channel: '/topic/a:b',
		value: { command: 'MESSAGE', headers: { destination: '/topic/a:b', x: 'first' }, body: { a: 1 } },
		preview: 'a: 1',
		flags: [],
	});
});

it('takes the length of a body that holds NULs from its header, and says when there is more', () => {
	const [whole, more, cut] = decodeLines(
		FACTS,
		'> SEND\r\ndestination:/q\r\ncontent-length:3\r\n\r\na\0b\0',
		'> SEND\ndestination:/q\n\na\0\nSEND\ndestination:/q\n\nb\0',
		'> SEND\ndestination:/q\n\na',
	);
	expect(whole).toMatchObject({ value: { body: 'a\0b' }, flags: [] });
	expect(more?.flags).toEqual(['more than one frame in the message']);
	expect(cut?.flags).toEqual(['no NUL at the end of the frame']);
});

it('pairs receipts and errors', () => {
	const decoded = decodeLines(
		{},
		'> SEND\ndestination:/q\nreceipt:r1\n\na\0',
		'< RECEIPT\nreceipt-id:r1\n\n\0',
		'< ERROR\nreceipt-id:r1\nmessage:no\n\n\0',
	);
	expect(decoded).toMatchObject([
		{ correlationId: 'receipt r1', role: 'request' },
		{ correlationId: 'receipt r1', role: 'answer', error: false },
		{ correlationId: 'receipt r1', role: 'answer', error: true },
	]);
});

it('leaves what is none of its frames to other decoders', () => {
	const decoded = decodeLines(FACTS, '> HELLO\n\n\0', '> plain');
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['text', 'text']);
});
