import type { JsonValue } from '@refrain/traffic';
import type { ValuePath } from '../../values/value-path.ts';

/** A place in a decoded value, and what shall stand there. */
export interface Replacement {
	readonly path: ValuePath;
	readonly value: JsonValue;
}

/** A recorded payload. */
export interface Written {
	readonly payload: Uint8Array;
	/** Null where it is no UTF-8. */
	readonly text: string | null;
	readonly value: JsonValue;
	readonly decoder: string;
}

interface Rewrite {
	readonly replacements: readonly Replacement[];
	/** Correlation ids of the recorded and of the live request, where they stand outside the value. */
	readonly ids: { readonly recorded: string | null; readonly live: string | null };
}

/** How decoded values are written in payloads of one sort, so that single ones can be replaced and all else stays as it was. */
export interface PayloadForm {
	readonly name: string;
	fits(written: Written): boolean;
	/** Only for payloads that fit. */
	rewrite(written: Written, rewrite: Rewrite): Uint8Array;
}
