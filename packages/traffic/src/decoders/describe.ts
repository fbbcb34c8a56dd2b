import type { DecodedMessage, JsonValue, MessageRole } from '../model.ts';
import { previewOf } from './preview.ts';
import { shapeOf } from './shape.ts';

/** What a decoder found out; `describe` adds what follows from it. */
export interface Description {
	decoder: string;
	kind: string;
	value: JsonValue;
	channel?: string | null;
	correlationId?: string | null;
	role?: MessageRole | null;
	error?: boolean;
	flags?: readonly string[];
	/** Overrides the preview of `value`. */
	preview?: string;
	/** Top-level keys that `kind` already tells. */
	told?: readonly string[];
	/** Overrides the shape of `value`. */
	shape?: string;
}

export function describe(found: Description): DecodedMessage {
	const { decoder, kind, value } = found;
	return {
		decoder,
		kind,
		channel: found.channel ?? null,
		correlationId: found.correlationId ?? null,
		value,
		preview: found.preview ?? previewOf(value, found.told ?? []),
		fingerprint: `${decoder}|${kind}|${found.shape ?? shapeOf(value)}`,
		error: found.error ?? false,
		flags: found.flags ?? [],
		role: found.role ?? null,
	};
}
