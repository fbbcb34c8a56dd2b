import type {
	CloseInfo,
	Frame,
	Handshake,
	HttpExchange,
	RecordedConnection,
	Snapshot,
	Violation,
} from '@refrain/traffic';
import fc from 'fast-check';

const timeUs = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
const sender = fc.constantFrom('client' as const, 'server' as const);
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replace(/[\ud800-\udfff]/g, '?'));
const bytes = fc.oneof(
	fc.uint8Array({ maxLength: 40 }),
	text.map((value) => new Uint8Array(Buffer.from(value))),
);
const headers = fc.array(fc.tuple(text, text), { maxLength: 3 });
const request = fc.record({ method: text, target: text, version: fc.constantFrom('1.0', '1.1'), headers });
const response = fc.record({
	status: fc.integer({ min: 100, max: 999 }),
	reason: text,
	version: fc.constant('1.1'),
	headers,
});

const frame: fc.Arbitrary<Omit<Frame, 'seq'>> = fc.record({
	sender,
	opcode: fc.integer({ min: 0, max: 15 }),
	fin: fc.boolean(),
	rsv1: fc.boolean(),
	rsv2: fc.boolean(),
	rsv3: fc.boolean(),
	maskingKey: fc.option(fc.integer({ min: 0, max: 0xffffffff })),
	atUs: timeUs,
	wirePayloadBytes: fc.nat(),
	wireBytes: fc.nat(),
	compressed: fc.boolean(),
	payload: bytes,
	inflateFailed: fc.boolean(),
});

const handshake: fc.Arbitrary<Handshake> = fc.record({
	request,
	requestAtUs: timeUs,
	response: fc.option(response),
	responseAtUs: fc.option(timeUs),
	responseBody: bytes,
	accepted: fc.boolean(),
	subprotocol: fc.option(text),
	extensions: fc.option(text),
});

const exchange: fc.Arbitrary<HttpExchange> = fc.record({
	n: fc.nat(),
	request,
	requestBody: bytes,
	requestAtUs: timeUs,
	response: fc.option(response),
	responseBody: bytes,
	responseAtUs: fc.option(timeUs),
	endedAtUs: fc.option(timeUs),
	truncated: fc.boolean(),
	requestBodyBytes: fc.nat(),
	responseBodyBytes: fc.nat(),
});

const violation: fc.Arbitrary<Violation> = fc.record({
	code: text,
	section: text,
	message: text,
	sender,
	atUs: timeUs,
	offset: fc.nat(),
	bytes,
});

const close: fc.Arbitrary<CloseInfo> = fc.record({
	code: fc.option(fc.integer({ min: 0, max: 65535 })),
	reason: text,
	by: fc.constantFrom('client', 'server', 'none'),
	frame: fc.boolean(),
	tcp: fc.constantFrom('fin', 'reset', 'open'),
});

const connection: fc.Arbitrary<RecordedConnection> = fc
	.record({
		id: fc.uuid(),
		openedAtUs: timeUs,
		clientAddress: fc.option(text),
		serverAddress: fc.option(text),
		tls: fc.boolean(),
		closed: fc.option(fc.record({ close, closedAtUs: timeUs, droppedFrames: fc.nat() })),
		violations: fc.array(violation, { maxLength: 2 }),
		session: fc.record({ key: text, label: text, rule: text }),
		handshake: fc.option(handshake),
		frames: fc.array(frame, { maxLength: 6 }),
		http: fc.array(exchange, { maxLength: 2 }),
	})
	.map(({ closed, frames, http, ...facts }) => {
		const first = facts.handshake?.request ?? http[0]?.request;
		return {
			connection: {
				...facts,
				recordingId: 'recording',
				kind: facts.handshake === null ? 'http' : 'websocket',
				closedAtUs: closed?.closedAtUs ?? null,
				close: closed?.close ?? null,
				droppedFrames: closed?.droppedFrames ?? 0,
				host: first?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '',
				path: first?.target ?? '',
			},
			frames: frames.map((one, seq) => ({ seq, ...one })),
			http,
		};
	});

/** Any snapshot that the model allows, connections in order of opening. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc.record({
	id: fc.uuid(),
	name: text,
	// refrain.json keeps milliseconds.
	createdAtUs: fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => ms * 1000),
	connections: fc
		.uniqueArray(connection, { maxLength: 3, selector: (one) => one.connection.openedAtUs })
		.map((all) => all.sort((a, b) => a.connection.openedAtUs - b.connection.openedAtUs)),
});
