import { type JsonParseResult, parseJson } from '../json/parse-json.ts';
import type { Message, MessageType, Sender } from '../model.ts';
import { decodeUtf8 } from '../utf8.ts';

/** What decoders look at: the bytes, and text and JSON read from them once, when first asked for. */
export class Payload {
	readonly sender: Sender;
	readonly type: MessageType;
	readonly bytes: Uint8Array;
	#text: string | null | undefined;
	#json: JsonParseResult | undefined;

	constructor({ sender, type, payload }: Pick<Message, 'sender' | 'type' | 'payload'>) {
		this.sender = sender;
		this.type = type;
		this.bytes = payload;
	}

	/** null when the bytes are not valid UTF-8. */
	get text(): string | null {
		if (this.#text === undefined) this.#text = decodeUtf8(this.bytes);
		return this.#text;
	}

	get json(): JsonParseResult {
		this.#json ??=
			this.text === null ? { ok: false, reason: 'the payload is not valid UTF-8', offset: 0 } : parseJson(this.text);
		return this.#json;
	}
}
