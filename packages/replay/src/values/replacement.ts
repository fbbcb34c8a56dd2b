import type { Link } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';

/** A recorded value in something the client sends, and what the live service gave instead. */
export interface Replacement {
	link: Link;
	/** undefined: nothing came, the recorded value stays. */
	live: JsonValue | undefined;
}
