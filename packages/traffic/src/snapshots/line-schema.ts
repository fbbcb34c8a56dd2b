import { z } from 'zod';
import { decodeBase64 } from '../base64.ts';
import { encodeUtf8 } from '../utf8.ts';

// The lines of format version 1. A field that is absent has its usual value, so that a line stays short and readable.

const timeUs = z.int().nonnegative();
const count = z.int().nonnegative();
const sender = z.enum(['client', 'server']);

const base64 = z.string().transform((text, context) => {
	const decoded = decodeBase64(text);
	if (decoded !== null) return decoded;
	context.addIssue({ code: 'custom', message: 'must be base64' });
	return z.NEVER;
});

/** Bytes: as text where they are valid UTF-8, else in base64; absent when there are none. */
const bytes = z
	.union([z.strictObject({ text: z.string().transform(encodeUtf8) }), z.strictObject({ b64: base64 })])
	.transform((either): Uint8Array => ('text' in either ? either.text : either.b64));
const optionalBytes = bytes.default(() => new Uint8Array(0));

const headers = z.array(z.tuple([z.string(), z.string()]));
const requestHead = z.object({ method: z.string(), target: z.string(), version: z.string(), headers });
const responseHead = z.object({ status: z.int(), reason: z.string(), version: z.string(), headers });

const opened = z.object({
	type: z.literal('opened'),
	id: z.string().min(1),
	recordingId: z.string(),
	kind: z.enum(['websocket', 'http']),
	openedAtUs: timeUs,
	clientAddress: z.string().nullable(),
	serverAddress: z.string().nullable(),
	tls: z.boolean(),
	session: z.object({ key: z.string(), label: z.string(), rule: z.string() }).optional(),
});

const handshake = z.object({
	type: z.literal('handshake'),
	request: requestHead,
	requestAtUs: timeUs,
	response: responseHead.nullable(),
	responseAtUs: timeUs.nullable(),
	responseBody: optionalBytes,
	accepted: z.boolean(),
	subprotocol: z.string().nullable(),
	extensions: z.string().nullable(),
});

const frame = z.object({
	type: z.literal('frame'),
	seq: count,
	sender,
	opcode: z.int().min(0).max(15),
	fin: z.boolean().default(true),
	rsv1: z.boolean().default(false),
	rsv2: z.boolean().default(false),
	rsv3: z.boolean().default(false),
	/** Eight hex digits; absent for a frame that was not masked. */
	maskingKey: z
		.string()
		.regex(/^[0-9a-f]{8}$/, 'must be eight hex digits')
		.transform((hex) => Number.parseInt(hex, 16))
		.nullable()
		.default(null),
	atUs: timeUs,
	wirePayloadBytes: count,
	wireBytes: count,
	compressed: z.boolean().default(false),
	inflateFailed: z.boolean().default(false),
	text: z.string().optional(),
	b64: base64.optional(),
});

/** The frames are in the .wire file of the same name. */
const wire = z.object({ type: z.literal('wire') });

const http = z.object({
	type: z.literal('http'),
	n: count,
	request: requestHead,
	requestBody: optionalBytes,
	requestAtUs: timeUs,
	response: responseHead.nullable(),
	responseBody: optionalBytes,
	responseAtUs: timeUs.nullable(),
	endedAtUs: timeUs.nullable(),
	truncated: z.boolean().default(false),
	requestBodyBytes: count,
	responseBodyBytes: count,
});

const violation = z.object({
	type: z.literal('violation'),
	code: z.string(),
	section: z.string(),
	message: z.string(),
	sender,
	atUs: timeUs,
	offset: count,
	bytes: optionalBytes,
});

const closed = z.object({
	type: z.literal('closed'),
	code: z.int().nullable(),
	reason: z.string(),
	by: z.enum(['client', 'server', 'none']),
	frame: z.boolean(),
	tcp: z.enum(['fin', 'reset', 'open']),
	atUs: timeUs,
	droppedFrames: count.default(0),
});

export const snapshotLine = z.discriminatedUnion('type', [opened, handshake, frame, wire, http, violation, closed]);

export type SnapshotLineInput = z.input<typeof snapshotLine>;
export type SnapshotLine = z.output<typeof snapshotLine>;
