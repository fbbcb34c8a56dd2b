import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../../test/summary.ts';

const connections = recordedStream('mqtt') ?? [];

describe('a recorded conversation', () => {
	it('is understood packet by packet, though packets come in pieces', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> mqtt: part of a packet x121",
			  "> mqtt: CONNECT x2",
			  "< mqtt: part of a packet x51",
			  "< mqtt: CONNACK x2",
			  "> mqtt: SUBSCRIBE sensors/+/temp, cmd/# x1",
			  "< mqtt: SUBACK x2",
			  "> mqtt: PUBLISH sensors/a/temp x3",
			  "< mqtt: PUBACK x5",
			  "< mqtt: PUBLISH sensors/a/temp x3",
			  "> mqtt: PUBACK x5",
			  "> mqtt: PUBLISH sensors/b/temp x1",
			  "> mqtt: PUBLISH cmd/run x1",
			  "< mqtt: PUBLISH sensors/b/temp x1",
			  "< mqtt: PUBLISH cmd/run x1",
			  "< mqtt: PUBREC x1",
			  "> mqtt: PUBREC x1",
			  "> mqtt: PUBREL x1",
			  "< mqtt: PUBREL x1",
			  "< mqtt: PUBCOMP x1",
			  "> mqtt: PUBCOMP x1",
			  "< mqtt: PUBLISH cmd/stop x1",
			  "> mqtt: PINGREQ x1",
			  "< mqtt: PINGRESP x1",
			  "> mqtt: PUBLISH big/one x1",
			  "> mqtt: UNSUBSCRIBE cmd/# x1",
			  "< mqtt: UNSUBACK x2",
			  "> mqtt: DISCONNECT x2",
			  "> mqtt: SUBSCRIBE news/# x1",
			  "< mqtt: PUBLISH news/α x1",
			  "> mqtt: PUBLISH ask x1",
			  "> mqtt: PUBLISH news/out x1",
			  "< mqtt: PUBLISH reply/1 x1",
			  "> mqtt: UNSUBSCRIBE news/# x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x8",
			  "reply by correlation-id x15",
			  "unanswered by no-answer x1",
			  "unanswered by protocol x9",
			]
		`);
	});

	it('names its sessions by the user or the client id', () => {
		expect(connections.map(({ connection }) => connection.session.label)).toEqual(['username ana', 'unknown client']);
	});
});

const FACTS = { subprotocol: 'mqtt' };
const text = (value: string) => [0, value.length, ...Buffer.from(value)];
const packet = (head: number, ...body: number[]) => [head, body.length, ...body];
const connect = (version: number, ...rest: number[]) => packet(0x10, ...text('MQTT'), version, 2, 0, 60, ...rest);

it('reads several packets in one message', () => {
	const [both] = decodeLines(FACTS, ['>', [...packet(0xc0), ...packet(0x30, ...text('t'), 0x68, 0x69)]]);
	expect(both).toMatchObject({
		kind: 'PINGREQ + PUBLISH t',
		value: [{ packet: 'PINGREQ' }, { packet: 'PUBLISH', topic: 't', payload: 'hi', qos: 0 }],
	});
});

it('knows the failures of both versions', () => {
	const [, refused] = decodeLines(FACTS, ['>', connect(4, ...text('a'))], ['<', packet(0x20, 0, 5)]);
	expect(refused).toMatchObject({ kind: 'CONNACK', error: true, value: { code: 5 } });
	const [, granted, denied] = decodeLines(
		FACTS,
		['>', connect(5, 0, ...text('a'))],
		['<', packet(0x40, 0, 1, 0x10, 0)],
		['<', packet(0x40, 0, 1, 0x87, 0)],
	);
	expect([granted?.error, denied?.error]).toEqual([false, true]);
});

it('reads the properties of version 5', () => {
	const properties = [1, 1, 2, 0, 0, 0, 9, 11, 0x80, 1, 11, 2, 38, ...text('k'), ...text('v'), 9, 0, 1, 0xff];
	const [, published] = decodeLines(
		FACTS,
		['>', connect(5, 0, ...text('a'))],
		['<', packet(0x30, ...text('t'), properties.length, ...properties, 0x7b, 0x7d)],
	);
	expect(published).toMatchObject({
		correlationId: 'data:/w==',
		value: {
			payload: {},
			properties: {
				payloadFormatIndicator: 1,
				messageExpiryInterval: 9,
				subscriptionIdentifier: [128, 2],
				userProperty: [['k', 'v']],
				correlationData: '/w==',
			},
		},
	});
});

it('shows what is no MQTT as it is, and starts afresh', () => {
	const decoded = decodeLines(
		FACTS,
		['>', [0x00, 0x00]],
		['>', [0x10, 0xff, 0xff, 0xff, 0xff]],
		['>', packet(0x30, 0, 9, 1)],
		['>', packet(0x30, 0, 1, 0xff)],
		['>', packet(0xc0)],
	);
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['binary', 'binary', 'binary', 'binary', 'mqtt']);
	const [, unknown] = decodeLines(FACTS, ['>', connect(5, 0, ...text('a'))], ['<', packet(0x30, ...text('t'), 1, 99)]);
	expect(unknown?.decoder).toBe('binary');
});

it('waits for no packet that cannot be', () => {
	const [huge] = decodeLines(FACTS, ['>', [0x30, 0xff, 0xff, 0xff, 0x7f, 0]]);
	expect(huge?.decoder).toBe('binary');
});
