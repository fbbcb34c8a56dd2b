import type { z } from 'zod';
import { encodeUtf8 } from '../utf8.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { type SnapshotLine, snapshotLine } from './line-schema.ts';

export type SnapshotLineResult =
	| { ok: true; event: ConnectionEvent }
	/** `syntax` is true when the line is no JSON at all, as when it was cut off. */
	| { ok: false; syntax: boolean; reason: string };

/** Reads one line of a connection's file (format version 1). Unknown fields are ignored, unknown types are not. */
export function decodeSnapshotLine(text: string): SnapshotLineResult {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return {
			ok: false,
			syntax: true,
			reason: `is not JSON (${error instanceof Error ? error.message : String(error)})`,
		};
	}
	const parsed = snapshotLine.safeParse(json);
	if (!parsed.success) return { ok: false, syntax: false, reason: describeIssue(parsed.error) };
	return { ok: true, event: toEvent(parsed.data) };
}

/** The first thing that is wrong, with the path of its field. */
export function describeIssue(error: z.ZodError): string {
	const issue = error.issues[0];
	if (issue === undefined) return 'is malformed';
	const path = issue.path.map(String).join('.');
	return path === '' ? `is malformed: ${issue.message}` : `has a bad field "${path}": ${issue.message}`;
}

function toEvent(line: SnapshotLine): ConnectionEvent {
	switch (line.type) {
		case 'opened': {
			const { type, session, ...opened } = line;
			return { type, opened, session: session ?? null };
		}
		case 'handshake': {
			const { type, ...handshake } = line;
			return { type, handshake };
		}
		case 'frame': {
			const { type, text, b64, ...frame } = line;
			const payload = text === undefined ? (b64 ?? new Uint8Array(0)) : encodeUtf8(text);
			return { type, frame: { ...frame, payload } };
		}
		case 'wire':
			return line;
		case 'http': {
			const { type, ...exchange } = line;
			return { type, exchange };
		}
		case 'violation': {
			const { type, ...violation } = line;
			return { type, violation };
		}
		case 'closed': {
			const { type, atUs, droppedFrames, ...close } = line;
			return { type, close, atUs, droppedFrames };
		}
	}
}
