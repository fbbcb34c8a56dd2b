import { agreedExtensions, WebSocketDecoder, type WebSocketEvent } from '@refrain/protocol';
import type { Sender, Violation } from '@refrain/traffic';
import type { WirePart } from './wire-parser.ts';

/** One sender's bytes so far. */
interface Direction {
	decoder: WebSocketDecoder;
	nextOffset: number;
	/** Bytes are missing: neither frames nor compression can be followed across a hole. */
	broken: boolean;
}

/** Makes of kept bytes what decoding them at once would have told: frames with their violations, in order of arrival. */
export class WireDecoding {
	readonly #agreed: ReturnType<typeof agreedExtensions>;
	readonly #directions = new Map<Sender, Direction>();
	#frames = 0;

	/** @param extensions Sec-WebSocket-Extensions of the 101 */
	constructor(extensions: string | null) {
		this.#agreed = agreedExtensions(extensions);
	}

	take(part: WirePart): WebSocketEvent[] {
		const direction = this.#directions.get(part.sender) ?? this.#start(part);
		if (direction.broken) return [];
		if (part.offset !== direction.nextOffset) {
			direction.broken = true;
			return [{ type: 'violation', violation: gap(part, direction.nextOffset) }];
		}
		direction.nextOffset += part.bytes.length;
		return part.end ? direction.decoder.end(part.atUs) : direction.decoder.push(part.bytes, part.atUs);
	}

	#start({ sender, offset }: WirePart): Direction {
		const decoder = new WebSocketDecoder({ sender, offset, ...this.#agreed, nextSeq: () => this.#frames++ });
		const direction = { decoder, nextOffset: offset, broken: false };
		this.#directions.set(sender, direction);
		return direction;
	}
}

function gap({ sender, atUs, offset }: WirePart, expected: number): Violation {
	return {
		code: 'recording-gap',
		section: 'Refrain',
		message: `Bytes ${expected} to ${offset} of this sender are missing in the recording; what it sent after them cannot be decoded.`,
		sender,
		atUs,
		offset: expected,
		bytes: new Uint8Array(0),
	};
}
