import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('wamp'))('a recorded conversation', () => {
	const connections = recordedStream('wamp') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> wamp: HELLO x2",
			  "< wamp: WELCOME x2",
			  "> wamp: REGISTER com.math.add x1",
			  "< wamp: REGISTERED com.math.add x1",
			  "> wamp: REGISTER com.fail x1",
			  "< wamp: REGISTERED com.fail x1",
			  "< wamp: INVOCATION com.math.add x6",
			  "> wamp: YIELD com.math.add x6",
			  "> wamp: PUBLISH com.topic x6",
			  "< wamp: INVOCATION com.fail x1",
			  "> wamp: ERROR com.fail (error) x1",
			  "> wamp: GOODBYE x2",
			  "< wamp: GOODBYE x2",
			  "> wamp: SUBSCRIBE com.topic x1",
			  "< wamp: SUBSCRIBED com.topic x1",
			  "> wamp: CALL com.math.add x6",
			  "< wamp: RESULT com.math.add x6",
			  "< wamp: EVENT com.topic x6",
			  "> wamp: CALL com.fail x1",
			  "< wamp: ERROR com.fail (error) x1",
			  "> wamp: CALL com.none x1",
			  "< wamp: ERROR com.none (error) x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x13",
			  "reply by correlation-id x15",
			  "unanswered by no-answer x6",
			  "unanswered by protocol x7",
			]
		`);
	});
});

const FACTS = { subprotocol: 'wamp.2.json' };

it('follows subscriptions and registrations to their end', () => {
	const decoded = decodeLines(
		FACTS,
		'> [32,1,{},"topic"]',
		'< [33,1,77]',
		'< [36,77,900,{},["news"]]',
		'> [34,2,77]',
		'< [35,2]',
		'< [68,5,88,{}]',
		'< [69,5,{}]',
	);
	expect(decoded.map(({ kind, correlationId, role }) => [kind, correlationId, role])).toEqual([
		['SUBSCRIBE topic', '1', 'request'],
		['SUBSCRIBED topic', '1', 'answer'],
		['EVENT topic', null, 'notice'],
		['UNSUBSCRIBE topic', '2', 'request'],
		['UNSUBSCRIBED topic', '2', 'answer'],
		['INVOCATION', 'server:5', 'request'],
		['INTERRUPT', 'server:5', 'notice'],
	]);
});

it('leaves what is none of its messages to other decoders', () => {
	const decoded = decodeLines(FACTS, '> [99,1]', '> {}', '> []', '> x');
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['json', 'json', 'json', 'text']);
});
