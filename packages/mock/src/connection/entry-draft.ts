import type { Violation } from '@refrain/protocol';
import type { DecodedMessage, MessageType, Sender } from '@refrain/traffic';
import type { MockDecision, MockResult } from '../mock-log.ts';
import type { EntryDraft } from './command.ts';

/** A console line for a message, with nothing in the columns that are seldom used. */
export function draftEntry(about: {
	atUs: number;
	sender: Sender;
	type: MessageType;
	decoded: DecodedMessage;
	payloadBytes: number;
	result: MockResult;
	reason: string;
}): EntryDraft {
	const { decoded, ...rest } = about;
	return {
		...rest,
		kind: decoded.kind,
		preview: decoded.preview,
		decision: null,
		recorded: null,
		nearest: [],
		plannedDelayUs: null,
		actualDelayUs: null,
	};
}

/** A console line for a handshake, an HTTP request or the end of a connection. */
export function connectionEntry(about: {
	atUs: number;
	type: 'handshake' | 'http' | 'end';
	kind: string;
	preview?: string;
	payloadBytes?: number;
	decision?: MockDecision | null;
	reason: string;
}): EntryDraft {
	return {
		atUs: about.atUs,
		sender: 'client',
		type: about.type,
		kind: about.kind,
		preview: about.preview ?? '',
		payloadBytes: about.payloadBytes ?? 0,
		result: about.type === 'http' ? 'http' : 'connection',
		decision: about.decision ?? null,
		reason: about.reason,
		recorded: null,
		nearest: [],
		plannedDelayUs: null,
		actualDelayUs: null,
	};
}

/** A console line for a rule that the client broke. */
export function violationEntry(
	{ code, message }: Pick<Violation, 'code' | 'message'>,
	atUs: number,
	closeCode: number,
): EntryDraft {
	const reason = `${message} Closed with ${closeCode}.`;
	return { ...connectionEntry({ atUs, type: 'end', kind: code, reason }), result: 'auto' };
}
