import { createReadStream } from 'node:fs';

export interface Line {
	/** From 1. */
	readonly number: number;
	readonly text: string;
	/** False for a last line without its newline: whoever wrote it may have been killed. */
	readonly ended: boolean;
}

const NEWLINE = 0x0a;

/** Lines of a UTF-8 file as they come from the disk; empty lines are left out. One line is in memory at a time. */
export async function* readLines(path: string): AsyncGenerator<Line> {
	let parts: Buffer[] = [];
	let number = 1;
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
			const text = Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8');
			if (text.trim() !== '') yield { number, text, ended: true };
			parts = [];
			number++;
			start = end + 1;
		}
		if (start < chunk.byteLength) parts.push(chunk.subarray(start));
	}
	if (parts.length > 0) yield { number, text: Buffer.concat(parts).toString('utf8'), ended: false };
}
