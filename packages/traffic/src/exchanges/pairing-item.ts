import type { DecodedMessage, Message } from '../model.ts';

/** A text or binary message with what its payload says. */
export interface PairingItem {
	readonly message: Message;
	readonly decoded: DecodedMessage;
}
