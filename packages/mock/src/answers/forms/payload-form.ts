import type { JsonValue } from '@refrain/traffic';
import type { ValuePath } from '../../values/value-path.ts';

/** A place in a decoded value, and what shall stand there. */
export interface Replacement {
	readonly path: ValuePath;
	readonly value: JsonValue;
}

export interface Rewrite {
	/** The recorded payload and its text; null where it is no UTF-8. */
	readonly payload: Uint8Array;
	readonly text: string | null;
	readonly value: JsonValue;
	readonly decoder: string;
	readonly replacements: readonly Replacement[];
	/** Correlation ids of the recorded and of the live request, where they stand outside the value. */
	readonly ids: { readonly recorded: string | null; readonly live: string | null };
}

/** How decoded values are written in payloads of one sort, so that single ones can be replaced and all else stays as it was. */
export interface PayloadForm {
	readonly name: string;
	/** Null when the payload is of another form. */
	rewrite(rewrite: Rewrite): Uint8Array | null;
}
