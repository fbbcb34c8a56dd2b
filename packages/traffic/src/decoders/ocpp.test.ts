import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('ocpp16'))('a recorded conversation', () => {
	const connections = recordedStream('ocpp16') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> ocpp: BootNotification x1",
			  "< ocpp: result BootNotification x1",
			  "> ocpp: StatusNotification x1",
			  "< ocpp: result StatusNotification x1",
			  "< ocpp: RemoteStartTransaction x1",
			  "> ocpp: result RemoteStartTransaction x1",
			  "> ocpp: StartTransaction x1",
			  "< ocpp: result StartTransaction x1",
			  "> ocpp: MeterValues x6",
			  "< ocpp: result MeterValues x6",
			  "> ocpp: StopTransaction x1",
			  "< ocpp: result StopTransaction x1",
			  "> ocpp: Nonsense x1",
			  "< ocpp: error Nonsense (error) x1",
			  "< ocpp: Reset x1",
			  "> ocpp: result Reset x1",
			  "> ocpp: Heartbeat x1",
			  "< ocpp: result Heartbeat x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x2",
			  "reply by correlation-id x12",
			  "unanswered by protocol x2",
			]
		`);
	});
});

const FACTS = { subprotocol: 'ocpp2.0.1' };

it('keeps the ids of both sides apart', () => {
	const decoded = decodeLines(
		FACTS,
		'> [2,"1","Heartbeat",{}]',
		'< [2,"1","Reset",{}]',
		'> [3,"1",{}]',
		'< [4,"1","NotSupported","",{}]',
	);
	expect(decoded.map(({ kind, correlationId }) => [kind, correlationId])).toEqual([
		['Heartbeat', '1'],
		['Reset', 'server:1'],
		['result Reset', 'server:1'],
		['error Heartbeat', '1'],
	]);
});

it('leaves what is none of its messages to other decoders', () => {
	const decoded = decodeLines(FACTS, '> [5,"1"]', '> [2,1,"Heartbeat",{}]', '> {}', '> x', '< [3,"unasked",{}]');
	expect(decoded.map(({ decoder, kind }) => [decoder, kind]).at(-1)).toEqual(['ocpp', 'result']);
	expect(decoded.slice(0, -1).map(({ decoder }) => decoder)).toEqual(['json', 'json', 'json', 'text']);
});
