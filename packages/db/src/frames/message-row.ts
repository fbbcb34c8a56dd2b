import type { Message } from '@refrain/traffic';

/** A row of the viewer: a message or a control frame, without its payload. */
export interface MessageRow extends Omit<Message, 'payload'> {
	/** Of the whole payload, inflated. */
	payloadBytes: number;
	decoder: string;
	/** The message type people name it by. */
	kind: string;
	channel: string | null;
	correlationId: string | null;
	/** One line, at most 200 characters. */
	preview: string;
	/** True when the payload is an error in its protocol's own terms. */
	error: boolean;
	/** `n` of the client message that it answers; null for client messages and pushes. */
	answers: number | null;
	/** Since that message. */
	latencyUs: number | null;
	/** `n` of the first message that answers it; null for server messages, and as long as there is none. */
	answeredBy: number | null;
	/** The rule that paired it, see `Exchange.rule`; null for control frames. */
	pairedBy: string | null;
}
