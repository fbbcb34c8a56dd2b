import type { Violation } from '@refrain/protocol';
import type { MessageType, Sender } from '@refrain/traffic';
import type { MockDecision, MockResult, NearestCandidate, RecordedMessageRef } from '../mock-log.ts';
import type { EntryDraft } from './command.ts';
import type { Lazy } from './lazy.ts';

/** What a console line for a message says; what is left out is seldom used. */
export interface MessageFacts {
	atUs: number;
	sender: Sender;
	type: MessageType;
	kind: string;
	preview: Lazy<string>;
	payloadBytes: number;
	result: MockResult;
	reason: Lazy<string>;
	decision?: MockDecision;
	recorded?: RecordedMessageRef;
	nearest?: readonly NearestCandidate[];
	plannedDelayUs?: number;
	actualDelayUs?: number;
}

/** Field by field, since a busy mock makes two of these for each message and copying objects is slow. */
export function draftEntry(facts: MessageFacts): EntryDraft {
	return {
		atUs: facts.atUs,
		sender: facts.sender,
		type: facts.type,
		kind: facts.kind,
		preview: facts.preview,
		payloadBytes: facts.payloadBytes,
		result: facts.result,
		decision: facts.decision ?? null,
		reason: facts.reason,
		recorded: facts.recorded ?? null,
		nearest: facts.nearest ?? NONE,
		plannedDelayUs: facts.plannedDelayUs ?? null,
		actualDelayUs: facts.actualDelayUs ?? null,
	};
}

const NONE: readonly NearestCandidate[] = [];

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
