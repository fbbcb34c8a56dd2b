import type { ConnectionComparison, ExchangeResult, MessageResult, Verdict } from '@refrain/assertions';
import { encodeBase64, type JsonValue, type Sender } from '@refrain/traffic';

type Side = ConnectionComparison['expected'];

/** One side of a judged message. */
interface MessageSide {
	n: number;
	atUs: number;
	decoder: string;
	value: JsonValue;
	/** The first bytes of the payload. */
	base64: string;
	payloadBytes: number;
}

/** A message on the time line of an exchange. */
interface LaneEvent {
	key: string;
	sender: Sender;
	kind: string;
	/** Microseconds since the first message of the exchange on this side. */
	offsetUs: number;
	/** Microseconds since the connection opened. */
	sinceOpenUs: number;
	verdict: Verdict | null;
	/** Position in `result.messages`, null for what was not judged. */
	message: number | null;
}

export interface ExchangeDetail {
	result: ExchangeResult;
	messages: { result: MessageResult; expected: MessageSide | null; observed: MessageSide | null }[];
	recorded: LaneEvent[];
	replayed: LaneEvent[];
}

/** Bytes of each payload that a page gets for its hex view. */
const HEX_BYTES = 16 * 1024;

/** An exchange with the payloads and times of both sides. */
export function exchangeDetail(
	result: ExchangeResult,
	{ expected, observed }: Pick<ConnectionComparison, 'expected' | 'observed'>,
): ExchangeDetail {
	return {
		result,
		messages: result.messages.map((message) => ({
			result: message,
			expected: messageSide(expected, message.expected),
			observed: messageSide(observed, message.observed),
		})),
		...lanes(result, expected, observed),
	};
}

function messageSide(side: Side | null, n: number | null): MessageSide | null {
	const message = n === null ? undefined : side?.messages[n];
	const decoded = n === null ? undefined : side?.decoded[n];
	if (message === undefined || decoded === undefined) return null;
	const { payload, atUs } = message;
	return {
		n: message.n,
		atUs,
		decoder: decoded.decoder,
		value: decoded.value,
		base64: encodeBase64(payload.subarray(0, HEX_BYTES)),
		payloadBytes: payload.length,
	};
}

function lanes(
	result: ExchangeResult,
	expected: Side,
	observed: Side | null,
): Pick<ExchangeDetail, 'recorded' | 'replayed'> {
	const request = result.exchange === null ? null : (expected.exchanges[result.exchange]?.request ?? null);
	const recorded = laneEvents(expected, request, result.messages, 'expected');
	// The client's messages are replayed in their order: the same position is the same message.
	const counterpart = request === null ? undefined : observed?.clientMessages[expected.clientMessages.indexOf(request)];
	const replayed = observed ? laneEvents(observed, counterpart ?? null, result.messages, 'observed') : [];
	for (const [index, message] of result.messages.entries()) {
		const gone = recorded.find((event) => event.message === index);
		if (message.verdict === 'missing' && gone) replayed.push({ ...gone, key: `missing-${index}` });
	}
	return { recorded, replayed };
}

function laneEvents(
	side: Side,
	request: number | null,
	messages: readonly MessageResult[],
	name: 'expected' | 'observed',
): LaneEvent[] {
	const judged = messages.flatMap((message, index) => (message[name] === null ? [] : [{ n: message[name], index }]));
	const all = request === null ? judged : [{ n: request, index: null }, ...judged];
	const firstUs = Math.min(...all.map(({ n }) => side.messages[n]?.atUs ?? Number.POSITIVE_INFINITY));
	return all.flatMap(({ n, index }) => {
		const message = side.messages[n];
		if (message === undefined) return [];
		const verdict = index === null ? null : (messages[index]?.verdict ?? null);
		const kind = side.decoded[n]?.kind ?? message.type;
		return [
			{
				key: `${name}-${n}`,
				sender: message.sender,
				kind,
				offsetUs: message.atUs - firstUs,
				sinceOpenUs: message.atUs - side.zeroUs,
				verdict,
				message: index,
			},
		];
	});
}
