import { encodeBase64 } from '../base64.ts';
import type { Frame, Handshake } from '../model.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { ConnectionEvent } from './connection-event.ts';
import type { SnapshotLineInput } from './line-schema.ts';

type ToBase64 = (bytes: Uint8Array) => string;

/**
 * One line of a connection's file (format version 1), without the newline.
 * @param toBase64 a faster way than ours, where the platform has one
 */
export function encodeSnapshotLine(event: ConnectionEvent, toBase64: ToBase64 = encodeBase64): string {
	return JSON.stringify(toLine(event, toBase64));
}

function toLine(event: ConnectionEvent, toBase64: ToBase64): SnapshotLineInput {
	switch (event.type) {
		case 'opened':
			return { type: 'opened', ...event.opened, session: event.session ?? undefined };
		case 'handshake':
			return {
				type: 'handshake',
				...event.handshake,
				...mutableHeads(event.handshake),
				responseBody: bytesOrNothing(event.handshake.responseBody, toBase64),
			};
		case 'frame':
			return frameLine(event.frame, toBase64);
		case 'wire':
			return event;
		case 'http':
			return {
				type: 'http',
				...event.exchange,
				...mutableHeads(event.exchange),
				requestBody: bytesOrNothing(event.exchange.requestBody, toBase64),
				responseBody: bytesOrNothing(event.exchange.responseBody, toBase64),
			};
		case 'violation':
			return { type: 'violation', ...event.violation, bytes: bytesOrNothing(event.violation.bytes, toBase64) };
		case 'closed':
			return {
				type: 'closed',
				...event.close,
				atUs: event.atUs,
				droppedFrames: event.droppedFrames || undefined,
			};
	}
}

function frameLine(frame: Frame, toBase64: ToBase64): SnapshotLineInput {
	const { seq, sender, opcode, atUs, wirePayloadBytes, wireBytes } = frame;
	return {
		type: 'frame',
		seq,
		sender,
		opcode,
		fin: frame.fin ? undefined : false,
		rsv1: frame.rsv1 || undefined,
		rsv2: frame.rsv2 || undefined,
		rsv3: frame.rsv3 || undefined,
		maskingKey: frame.maskingKey === null ? undefined : frame.maskingKey.toString(16).padStart(8, '0'),
		atUs,
		wirePayloadBytes,
		wireBytes,
		compressed: frame.compressed || undefined,
		inflateFailed: frame.inflateFailed || undefined,
		...payloadFields(frame, toBase64),
	};
}

/** Text and its continuations stay readable; a fragment may end inside a character, and is base64 then. */
function payloadFields({ opcode, payload }: Frame, toBase64: ToBase64): { text?: string; b64?: string } {
	if (payload.byteLength === 0) return {};
	const text = opcode <= 1 ? decodeUtf8(payload) : null;
	return text === null ? { b64: toBase64(payload) } : { text };
}

/** The same heads; only their arrays are not read-only to the schema's eyes. */
function mutableHeads({ request, response }: Pick<Handshake, 'request' | 'response'>) {
	return {
		request: { ...request, headers: request.headers.map(([name, value]): [string, string] => [name, value]) },
		response: response && {
			...response,
			headers: response.headers.map(([name, value]): [string, string] => [name, value]),
		},
	};
}

function bytesOrNothing(bytes: Uint8Array, toBase64: ToBase64): { text: string } | { b64: string } | undefined {
	if (bytes.byteLength === 0) return undefined;
	const text = decodeUtf8(bytes);
	return text === null ? { b64: toBase64(bytes) } : { text };
}
