import type { Headers } from '@refrain/protocol';
import type { Connection, DecodedMessage, SessionKey } from '../model.ts';

/** What session rules look at. */
export interface SessionFacts {
	readonly connection: Pick<Connection, 'clientAddress' | 'path'>;
	/** Of the handshake, or of an HTTP connection's first request; empty while there was none. */
	readonly requestHeaders: Headers;
	/** The first text or binary message of the client, null when there was none (yet). */
	readonly firstMessage: DecodedMessage | null;
}

/** One way to tell which actor a connection belongs to. */
export interface SessionRuleKind {
	/** Stands in `SessionKey.rule`. */
	readonly name: string;
	readonly label: string;
	/** What `names` of a rule are, for settings pages: 'Cookie names'. */
	readonly namesLabel: string | null;
	/** Tried in this order when the rule gives no names; compared without regard to case. */
	readonly defaultNames: readonly string[];
	/** null when the connection carries nothing that this rule knows. */
	find(facts: SessionFacts, names: readonly string[]): Omit<SessionKey, 'rule'> | null;
}

/** A rule as people configure it: which kind, and which names it looks for (the kind's own when absent). */
export interface SessionRule {
	readonly kind: string;
	readonly names?: readonly string[];
}
