import {
	type Connection,
	decodeUtf8,
	type Handshake,
	type HttpExchange,
	type JsonValue,
	type Message,
	parseJson,
} from '@refrain/traffic';
import type { FactsPair, RawDifference, Side } from './comparison.ts';
import { factDifference, jsonDifferences } from './raw-difference.ts';

type ResponseHead = NonNullable<Handshake['response']>;

/** Headers of an HTTP response that a client acts on and that are the same on every run of one build. */
const COMPARED_HEADERS = ['content-type', 'location', 'allow', 'www-authenticate'];

/** Status and subprotocol; of a refusal its body. Extensions are the wire's business: payloads are compared inflated. */
export function compareHandshakes(expected: Handshake, observed: Handshake | null): FactsPair {
	const differences =
		observed === null || observed.response === null
			? []
			: [
					...factDifference('handshake.status', expected.response?.status, observed.response.status),
					...factDifference(
						'handshake.subprotocol',
						expected.subprotocol ?? undefined,
						observed.subprotocol ?? undefined,
					),
					...(expected.accepted ? [] : bodyDifferences(expected, observed)),
				];
	return {
		differences,
		observed: observed !== null && observed.response !== null,
		recordedLatencyUs: latency(expected.requestAtUs, expected.responseAtUs),
		observedLatencyUs: observed === null ? null : latency(observed.requestAtUs, observed.responseAtUs),
	};
}

function bodyDifferences(expected: Handshake, observed: Handshake): RawDifference[] {
	return observed.accepted ? [] : comparePayloads('handshake.body', expected.responseBody, observed.responseBody);
}

export function compareHttp(expected: HttpExchange, observed: HttpExchange | undefined): FactsPair {
	const answer = observed?.response ?? null;
	const differences =
		observed === undefined || answer === null || expected.response === null
			? []
			: [
					...factDifference('http.status', expected.response.status, answer.status),
					...headerDifferences(expected.response, answer),
					...comparePayloads('http.body', expected.responseBody, observed.responseBody),
				];
	return {
		differences,
		observed: answer !== null,
		recordedLatencyUs: latency(expected.requestAtUs, expected.responseAtUs),
		observedLatencyUs: observed === undefined ? null : latency(observed.requestAtUs, observed.responseAtUs),
	};
}

function headerDifferences(expected: ResponseHead, observed: ResponseHead): RawDifference[] {
	return COMPARED_HEADERS.flatMap((name) =>
		factDifference(`http.header.${name}`, headerValue(expected, name), headerValue(observed, name)),
	);
}

function headerValue({ headers }: ResponseHead, name: string): string | undefined {
	const values = headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
	return values.length === 0 ? undefined : values.join(', ');
}

/** JSON bodies field by field, others as text, what is no text as its length. */
function comparePayloads(name: string, expected: Uint8Array, observed: Uint8Array): RawDifference[] {
	const [left, right] = [readBody(expected), readBody(observed)];
	if (left.json !== undefined && right.json !== undefined) return jsonDifferences(left.json, right.json);
	return factDifference(name, left.text, right.text);
}

function readBody(bytes: Uint8Array): { text: string; json?: JsonValue } {
	const text = decodeUtf8(bytes);
	if (text === null) return { text: `${bytes.length} bytes: ${hex(bytes)}` };
	const parsed = parseJson(text);
	return parsed.ok ? { text, json: parsed.value } : { text };
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function latency(fromUs: number, toUs: number | null): number | null {
	return toUs === null ? null : toUs - fromUs;
}

/** How a connection ended, as its client saw it. */
interface Ending {
	by: string;
	/** Of the server's close frame; null when it sent none or an empty one. */
	code: number | null;
	reason: string;
}

/** null when the recording ended before the connection: then nothing is known about its end. */
export function compareClose(expected: Side, observed: Side | null): FactsPair | null {
	const before = endingOf(expected);
	if (before === null) return null;
	const after = observed === null ? null : endingOf(observed);
	return {
		differences: after === null ? [] : endingDifferences(before, after),
		observed: after !== null,
		recordedLatencyUs: null,
		observedLatencyUs: null,
	};
}

function endingDifferences(before: Ending, after: Ending): RawDifference[] {
	// A client that ended without waiting for the server's close frame says nothing about that frame.
	const unheard = before.by === 'client' && before.code === null;
	const code = unheard ? [] : factDifference('close.code', before.code, after.code);
	// Another code says more than that another side came first; one fault is one difference.
	if (code.length > 0) return code;
	const by = factDifference('close.by', before.by, after.by);
	return by.length > 0 ? by : factDifference('close.reason', before.reason, after.reason);
}

function endingOf({ recorded, messages }: Side): Ending | null {
	const { close, handshake } = recorded.connection;
	if (close === null || close.by === 'none' || handshake?.accepted !== true) return null;
	const frame = messages.find(({ sender, type }) => sender === 'server' && type === 'close');
	return { by: close.by, code: codeOf(frame), reason: close.by === 'server' ? close.reason : '' };
}

// RFC 6455 5.5.1: the body is empty, or begins with the code in network byte order.
function codeOf(frame: Message | undefined): number | null {
	if (frame === undefined || frame.payload.length < 2) return null;
	return ((frame.payload[0] as number) << 8) | (frame.payload[1] as number);
}

export function closeLabel({ close }: Connection): string {
	return close?.code === undefined || close.code === null ? 'close' : `close ${close.code}`;
}
