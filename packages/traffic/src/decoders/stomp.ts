import { encodeBase64 } from '../base64.ts';
import { parseJson } from '../json/parse-json.ts';
import type { DecodedMessage, JsonValue } from '../model.ts';
import { decodeUtf8, decodeUtf8Lossy } from '../utf8.ts';
import { describe } from './describe.ts';
import type { Payload } from './payload.ts';
import type { DecodeContext, PayloadDecoder } from './payload-decoder.ts';
import { oneLine, previewOf } from './preview.ts';

/** STOMP 1.0 to 1.2 (stomp.github.io): a command, header lines, a body, and a NUL at the end. */
export const stomp: PayloadDecoder = {
	name: 'stomp',
	label: 'STOMP',
	detect({ type, text }, { subprotocol }) {
		if (type !== 'text' && type !== 'binary') return false;
		return /^v1[0-2]\.stomp$/.test(subprotocol ?? '') || (text?.endsWith('\0') === true && COMMAND.test(text));
	},
	decode(payload, context) {
		// A lone end of line is a heart-beat.
		if (payload.text !== null && /^\r?\n?$/.test(payload.text)) return heartBeat();
		const frame = readFrame(payload.bytes);
		return frame === null ? null : describeFrame(frame, payload, context);
	},
};

const COMMAND =
	/^\s*(CONNECT|STOMP|CONNECTED|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n/;

function heartBeat(): DecodedMessage {
	return describe({ decoder: 'stomp', kind: 'heart-beat', value: null, preview: '', role: 'notice' });
}

interface StompFrame {
	command: string;
	headers: Readonly<Record<string, string>>;
	/** JSON or text; base64 where it is not UTF-8. */
	body: JsonValue;
	flags: readonly string[];
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function readFrame(bytes: Uint8Array): StompFrame | null {
	const bodyAt = endOfHead(bytes);
	const head = decodeUtf8Lossy(bytes.subarray(0, bodyAt));
	const command = COMMAND.exec(head)?.[1];
	if (command === undefined) return null;
	const headers = readHeaders(head.trim().split(/\r?\n/).slice(1), command);
	// A body that holds NULs says how long it is.
	const stated = /^\d+$/.test(headers['content-length'] ?? '') ? bodyAt + Number(headers['content-length']) : bodyAt;
	const end = bytes.indexOf(0, stated);
	const body = readBody(bytes.subarray(bodyAt, end < 0 ? bytes.byteLength : end));
	const rest = end < 0 ? '' : decodeUtf8Lossy(bytes.subarray(end + 1)).trim();
	return {
		command,
		headers,
		body: body.value,
		flags: [
			...body.flags,
			...(end < 0 ? ['no NUL at the end of the frame'] : []),
			...(rest === '' ? [] : ['more than one frame in the message']),
		],
	};
}

/** Where the empty line ends that divides head and body; the end when there is none. */
function endOfHead(bytes: Uint8Array): number {
	for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
		const next = bytes[at + 1] === CARRIAGE_RETURN ? at + 2 : at + 1;
		// Ends of line before the command are heart-beats.
		if (bytes[next] === NEWLINE && decodeUtf8Lossy(bytes.subarray(0, at)).trim() !== '') return next + 1;
	}
	return bytes.byteLength;
}

/** Of repeated headers the first one counts (STOMP 1.2, "Repeated Header Entries"). */
function readHeaders(lines: readonly string[], command: string): Record<string, string> {
	const headers: Record<string, string> = {};
	const isPlain = command === 'CONNECT' || command === 'CONNECTED';
	for (const line of lines) {
		const colon = line.indexOf(':');
		if (colon < 0) continue;
		const [name, value] = [line.slice(0, colon), line.slice(colon + 1)].map((part) =>
			isPlain ? part : decodeHeader(part),
		);
		if (name !== undefined && value !== undefined && !Object.hasOwn(headers, name) && name !== '__proto__')
			headers[name] = value;
	}
	return headers;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\c': ':', '\\\\': '\\' };

function decodeHeader(text: string): string {
	return text.replace(/\\[rnc\\]/g, (sequence) => ESCAPES[sequence] ?? sequence);
}

function readBody(bytes: Uint8Array): { value: JsonValue; flags: readonly string[] } {
	const text = decodeUtf8(bytes);
	if (text === null) return { value: encodeBase64(bytes), flags: ['binary body, shown in base64'] };
	const parsed = /^\s*[{[]/.test(text) ? parseJson(text) : null;
	return parsed?.ok ? parsed : { value: text, flags: [] };
}

function describeFrame(frame: StompFrame, { sender }: Payload, { memory }: DecodeContext): DecodedMessage {
	const { command, headers, body, flags } = frame;
	const { id, subscription } = headers;
	const destination = headers.destination ?? memory.get(`stomp:${subscription ?? id ?? ''}`) ?? null;
	if (command === 'SUBSCRIBE' && id !== undefined && destination !== null) memory.set(`stomp:${id}`, destination);
	const asks = sender === 'client' && headers.receipt !== undefined;
	return describe({
		decoder: 'stomp',
		kind: destination === null ? command : `${command} ${destination}`,
		value: { command, headers, body },
		channel: destination,
		correlationId: correlationOf(frame),
		role: asks ? 'request' : (ROLES[command] ?? null),
		error: command === 'ERROR',
		flags,
		preview:
			typeof body === 'string' && body !== ''
				? oneLine(body)
				: previewOf(body === '' ? { ...headers } : body, ['destination']),
	});
}

function correlationOf({ command, headers }: StompFrame): string | null {
	if (command === 'CONNECT' || command === 'STOMP' || command === 'CONNECTED') return 'CONNECT';
	const receipt = command === 'RECEIPT' || command === 'ERROR' ? headers['receipt-id'] : headers.receipt;
	return receipt === undefined ? null : `receipt ${receipt}`;
}

/** A SEND or SUBSCRIBE may be answered by a MESSAGE on its destination; the others want nothing but a receipt. */
const ROLES: Readonly<Record<string, DecodedMessage['role']>> = {
	CONNECT: 'request',
	STOMP: 'request',
	CONNECTED: 'answer',
	RECEIPT: 'answer',
	ERROR: 'answer',
	UNSUBSCRIBE: 'notice',
	ACK: 'notice',
	NACK: 'notice',
	BEGIN: 'notice',
	COMMIT: 'notice',
	ABORT: 'notice',
	DISCONNECT: 'notice',
};
