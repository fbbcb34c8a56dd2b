import { createReadStream } from 'node:fs';
import type { WebSocketEvent } from '@refrain/protocol';
import { FormatsError } from '../formats-error.ts';
import { WireDecoding } from '../wire/wire-decoding.ts';
import { WireParser } from '../wire/wire-parser.ts';

export interface WireFileOptions {
	/** Sec-WebSocket-Extensions of the 101. */
	extensions: string | null;
	/** Told of a file whose last record is not whole: what a killed recorder leaves. */
	warn(sentence: string): void;
}

/**
 * Decodes connections/0001-<id>.wire. Of an unfinished last record what there is counts.
 * @throws FormatsError MALFORMED, NEWER_VERSION
 */
export async function* readWireFile(
	path: string,
	{ extensions, warn }: WireFileOptions,
): AsyncGenerator<WebSocketEvent> {
	const parser = new WireParser();
	const decoding = new WireDecoding(extensions);
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
		for (const part of parser.push(chunk)) yield* decoding.take(part);
		if (parser.problem !== null) throw malformed(path, parser.problem);
	}
	if (parser.tornAt === null) return;
	warn(
		`${path} is unfinished from byte ${parser.tornAt} on (the recorder was stopped while it wrote it); what is before that is kept`,
	);
}

function malformed(path: string, { at, reason, newer }: NonNullable<WireParser['problem']>): FormatsError {
	if (newer) {
		return new FormatsError('NEWER_VERSION', `${path} ${reason}: update Refrain, or record again with this one`, {
			path,
		});
	}
	const help = 'restore it from a copy, or delete the file and the line of type "wire" in the .ndjson file beside it';
	return new FormatsError('MALFORMED', `${path} ${reason} at byte ${at}; ${help}`, { path });
}
