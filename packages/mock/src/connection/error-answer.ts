import { encodeUtf8, type JsonValue, stringifyJson } from '@refrain/traffic';
import { fillAnswer } from '../answers/fill-answer.ts';
import type { ClientMessage } from '../matching/message-key.ts';
import type { Script } from '../script/script.ts';

type JsonObject = { readonly [key: string]: JsonValue };

/** Errors as protocols write them, for when none was recorded; the first that fits is taken. */
const ERROR_SHAPES: readonly { fits(value: JsonObject): boolean; build(value: JsonObject, text: string): JsonValue }[] =
	[
		{
			// JSON-RPC 2.0, section 5.1
			fits: ({ jsonrpc }) => jsonrpc === '2.0',
			build: ({ id = null }, message) => ({ jsonrpc: '2.0', id, error: { code: -32601, message } }),
		},
		{
			fits: (value) => typeof value.type === 'string',
			build: ({ id }, message) => ({ type: 'error', ...(id === undefined ? {} : { id }), message }),
		},
		{
			fits: () => true,
			build: ({ id }, error) => ({ ...(id === undefined ? {} : { id }), error }),
		},
	];

const TEXT = 'Refrain mock: this message was not recorded';

/**
 * What a client gets for a message that nothing was recorded for: the error that the service answered to such a message,
 * else one in the form of the protocol. Null where no form is known (binary).
 */
export function errorAnswer(live: ClientMessage, scripts: readonly Script[]): Uint8Array | null {
	return recordedError(live, scripts) ?? shapedError(live);
}

function recordedError(live: ClientMessage, scripts: readonly Script[]): Uint8Array | null {
	const { decoder, kind } = live.decoded;
	const asked = scripts.flatMap(({ candidates }) => candidates).filter(({ decoded }) => decoded.decoder === decoder);
	const ofKind = asked.filter(({ decoded }) => decoded.kind === kind);
	for (const recorded of [...ofKind, ...asked]) {
		const send = recorded.answers.find((answer) => answer.decoded.error);
		if (send !== undefined) return fillAnswer({ send, asked: { recorded, live }, laterUs: 0 });
	}
	return null;
}

function shapedError({ message, decoded: { value } }: ClientMessage): Uint8Array | null {
	if (message.type === 'binary') return null;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return encodeUtf8(TEXT);
	const object = value as JsonObject;
	const shape = ERROR_SHAPES.find(({ fits }) => fits(object));
	return shape === undefined ? null : encodeUtf8(stringifyJson(shape.build(object, TEXT)));
}
