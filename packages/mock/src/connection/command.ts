import type { MessageType } from '@refrain/traffic';
import type { ClientMessage } from '../matching/message-key.ts';
import type { MockLogEntry } from '../mock-log.ts';
import type { Lazy } from './lazy.ts';

/** A console line without what only the server around the connection knows. */
export type EntryDraft = Omit<
	MockLogEntry,
	'n' | 'connection' | 'clientAddress' | 'path' | 'matchUs' | 'preview' | 'reason'
> & {
	readonly preview: Lazy<string>;
	readonly reason: Lazy<string>;
};

/** What a mock connection asks its socket to do, in order. */
export type Command =
	| {
			type: 'send';
			messageType: Exclude<MessageType, 'close'>;
			payload: Uint8Array;
			/** Sizes of the frames it was recorded in; one frame when empty. */
			fragments: readonly number[];
			entry: EntryDraft;
	  }
	/** A close frame, then the end of the connection as RFC 6455 7.1.1 has it. */
	| { type: 'close'; payload: Uint8Array; entry: EntryDraft }
	/** The end of TCP without a close frame. */
	| { type: 'drop'; how: 'fin' | 'reset'; entry: EntryDraft }
	/** This client message goes to the real service. */
	| { type: 'forward'; messageType: 'text' | 'binary'; payload: Uint8Array; entry: EntryDraft; decided: ClientMessage }
	/** To other clients too; each connection makes its own entry. */
	| { type: 'broadcast'; payload: Uint8Array; to: 'all' | 'others'; entry: EntryDraft }
	/** Nothing is sent or read any more; the connection stays. */
	| { type: 'stall'; entry: EntryDraft }
	| { type: 'slow-read'; bytesPerSecond: number; entry: EntryDraft }
	/** `decided`: the message that matching decided on. */
	| { type: 'log'; entry: EntryDraft; decided?: ClientMessage };
