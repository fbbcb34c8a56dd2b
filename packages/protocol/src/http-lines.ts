import { latin1 } from './ascii.ts';
import { ByteBuffer } from './byte-buffer.ts';

/** A piece of the stream and how far it is read. */
export interface Input {
	bytes: Uint8Array;
	position: number;
	readonly atUs: number;
	/** Offset of `bytes` in what the sender sent. */
	readonly offset: number;
}

/** A line without its end, in ISO 8859-1, and where it begins in what the sender sent. */
export interface Line {
	text: string;
	offset: number;
}

const LF = 10;

/** Reads lines that may be spread over pieces. */
export class LineReader {
	readonly #open = new ByteBuffer();
	#openAt = 0;

	/** Bytes of the line that is not complete yet. */
	get openBytes(): number {
		return this.#open.length;
	}

	/** RFC 9112 2.2: a line ends with CR LF; a lone LF is taken too. Null when this piece does not end it. */
	read(input: Input): Line | null {
		if (this.#open.length === 0) this.#openAt = input.offset + input.position;
		const lf = input.bytes.indexOf(LF, input.position);
		const end = lf < 0 ? input.bytes.length : lf + 1;
		this.#open.append(input.bytes.subarray(input.position, end));
		input.position = end;
		return lf < 0 ? null : this.takeOpen();
	}

	/** The line as far as it came. */
	takeOpen(): Line {
		return { text: latin1(this.#open.take()).replace(/\r?\n$/, ''), offset: this.#openAt };
	}
}
