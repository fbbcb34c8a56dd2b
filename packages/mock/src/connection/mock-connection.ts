import { encodeClosePayload, parseCloseFrame } from '@refrain/protocol';
import { type DecodedMessage, decodeMessage, type Message, MessageDecoder } from '@refrain/traffic';
import { fillAnswer } from '../answers/fill-answer.ts';
import { type Match, type Matcher, MatchState } from '../matching/matcher.ts';
import type { ClientMessage } from '../matching/message-key.ts';
import { missReason, nearestCandidates } from '../matching/nearest.ts';
import { refTo } from '../matching/recorded-ref.ts';
import type { MockOptions } from '../mock-options.ts';
import type { Candidate, Script, ScriptedEnd, ScriptedSend } from '../script/script.ts';
import type { Command } from './command.ts';
import { connectionEntry, draftEntry } from './entry-draft.ts';
import { errorAnswer } from './error-answer.ts';
import { Schedule } from './schedule.ts';

export interface MockConnectionInput {
	/** The recorded connection to play. */
	script: Script;
	/** All recorded connections of the path: any of them may answer. */
	scripts: readonly Script[];
	/** Asked anew for every message, so that changed options hold at once. */
	matcher: () => Matcher;
	options: () => MockOptions;
	/** Fingerprints of what the service sends by itself. */
	pushedAnyway: () => ReadonlySet<string>;
	subprotocol: string | null;
	/** Epoch microseconds at which the handshake was answered. */
	openedAtUs: number;
}

/** Something that will be sent or done. `fromUs` is the moment that its delay counts from. */
type Due =
	| {
			type: 'answer';
			send: ScriptedSend;
			fromUs: number;
			asked: { recorded: Candidate; live: ClientMessage; id: string | null };
	  }
	| { type: 'push'; send: ScriptedSend; fromUs: number; anchor: Candidate | null }
	| { type: 'end'; end: ScriptedEnd; fromUs: number }
	| { type: 'restart' };

/**
 * One client's connection to the mock: messages and the time in, commands out. It knows no socket and no clock; whoever
 * owns it calls `advance` when `nextDueUs` has come.
 */
export class MockConnection {
	readonly #input: MockConnectionInput;
	readonly #state = new MatchState();
	readonly #schedule = new Schedule<Due>();
	readonly #decoder: MessageDecoder;
	#startedAtUs: number;
	#closing = false;

	constructor(input: MockConnectionInput) {
		this.#input = input;
		this.#startedAtUs = input.openedAtUs;
		this.#decoder = new MessageDecoder({ subprotocol: input.subprotocol, path: input.script.connection.path });
		this.#play(input.script, input.openedAtUs);
	}

	/** Epoch microseconds at which `advance` has something to do; null when nothing is planned. */
	get nextDueUs(): number | null {
		return this.#schedule.nextAtUs;
	}

	/** What has become due. */
	advance(nowUs: number): Command[] {
		const commands: Command[] = [];
		for (let due = this.#schedule.takeDue(nowUs); due !== null; due = this.#schedule.takeDue(nowUs)) {
			if (this.#closing) break;
			commands.push(...this.#perform(due.item, due.atUs, nowUs));
		}
		return commands;
	}

	/** A complete message of the client, data or control. */
	receive(message: Pick<Message, 'type' | 'payload'>, nowUs: number): Command[] {
		const { type, payload } = message;
		if (this.#closing && type !== 'close') return [];
		const decoded = this.#decoder.decode({ sender: 'client', type, payload });
		if (type === 'close') return this.#answerClose(payload, decoded, nowUs);
		if (type === 'ping') return this.#answerPing(payload, decoded, nowUs);
		if (type === 'pong') {
			const about = { atUs: nowUs, sender: 'client', type, decoded, payloadBytes: payload.length } as const;
			return [{ type: 'log', entry: draftEntry({ ...about, result: 'auto', reason: 'pongs need no answer' }) }];
		}
		return [...this.#answer({ message, decoded }, nowUs), ...this.advance(nowUs)];
	}

	/** Sends this as the server's own message, whatever was recorded. */
	push(payload: Uint8Array, type: 'text' | 'binary', nowUs: number): Command[] {
		if (this.#closing) return [];
		const decoded = decodeMessage({ sender: 'server', type, payload });
		const about = { atUs: nowUs, sender: 'server', type, decoded, payloadBytes: payload.length } as const;
		const entry = draftEntry({ ...about, result: 'push', reason: 'pushed on request' });
		return [{ type: 'send', messageType: type, payload, fragments: [], entry }];
	}

	/** A message of the real service, after one of the client's was passed to it. What the service pushes anyway stays out. */
	answerFromUpstream({ type, payload }: Pick<Message, 'type' | 'payload'>, nowUs: number): Command[] {
		if (this.#closing || (type !== 'text' && type !== 'binary')) return [];
		const decoded = this.#decoder.decode({ sender: 'server', type, payload });
		if (this.#input.pushedAnyway().has(decoded.fingerprint)) return [];
		const about = { atUs: nowUs, sender: 'server', type, decoded, payloadBytes: payload.length } as const;
		const entry = draftEntry({ ...about, result: 'passthrough', reason: 'answer of the real service' });
		return [{ type: 'send', messageType: type, payload, fragments: [], entry }];
	}

	/** The real service is out of reach. */
	upstreamFailed(reason: string, nowUs: number): Command[] {
		const entry = connectionEntry({ atUs: nowUs, type: 'end', kind: 'passthrough failed', reason });
		return [{ type: 'log', entry: { ...entry, result: 'auto' } }];
	}

	#answer(live: ClientMessage, nowUs: number): Command[] {
		const match = this.#input.matcher().match(live, this.#state);
		if (match === null) return this.#miss(live, nowUs);
		this.#adopt(match.candidate.script, nowUs);
		this.#planAnswers(match.candidate, live, nowUs);
		const entry = {
			...draftEntry({
				atUs: nowUs,
				sender: 'client',
				type: live.message.type,
				decoded: live.decoded,
				payloadBytes: live.message.payload.length,
				result: 'hit',
				reason: hitReason(match),
			}),
			decision: 'MATCH' as const,
			recorded: refTo(match.candidate),
		};
		return [{ type: 'log', entry }];
	}

	#planAnswers(candidate: Candidate, live: ClientMessage, nowUs: number): void {
		const { answers, pushes, end, cancels } = candidate;
		if (cancels !== null) {
			const id = live.decoded.correlationId;
			this.#schedule.remove((due) => due.type === 'answer' && due.asked.id === id);
		}
		const asked = { recorded: candidate, live, id: live.decoded.correlationId };
		for (const send of answers) {
			this.#schedule.add(nowUs + this.#latencyUs(send.delayUs), { type: 'answer', send, fromUs: nowUs, asked });
		}
		this.#planPushes(pushes, nowUs, candidate);
		if (end !== null && this.#input.options().end === 'as-recorded') {
			this.#schedule.add(nowUs + this.#latencyUs(end.delayUs), { type: 'end', end, fromUs: nowUs });
		}
	}

	/** Follows the recorded connection that the client's first message is known from, if another one was being played. */
	#adopt(script: Script, nowUs: number): void {
		if (this.#state.script === script || this.#state.used.size > 1) return;
		this.#schedule.remove((due) => due.type !== 'answer');
		this.#play(script, nowUs);
	}

	/** Plans what the server did by itself on that connection, without what should have happened already. */
	#play(script: Script, nowUs: number): void {
		this.#state.script = script;
		const { end: atEnd } = this.#input.options();
		const missed = nowUs - this.#startedAtUs;
		const upcoming = script.pushes.filter(({ delayUs }) => missed === 0 || this.#pushDelayUs(delayUs) > missed);
		this.#planPushes(upcoming, this.#startedAtUs, null);
		const { end, connection } = script;
		if (end !== null && atEnd === 'as-recorded') {
			const atUs = this.#startedAtUs + this.#pushDelayUs(end.delayUs);
			this.#schedule.add(atUs, { type: 'end', end, fromUs: this.#startedAtUs });
		}
		if (atEnd === 'loop' && script.pushes.length > 0) {
			const lastUs = script.pushes.at(-1)?.delayUs ?? 0;
			const lengthUs = Math.max(lastUs, (connection.closedAtUs ?? 0) - connection.openedAtUs, 1000);
			this.#schedule.add(this.#startedAtUs + this.#pushDelayUs(lengthUs), { type: 'restart' });
		}
	}

	#planPushes(pushes: readonly ScriptedSend[], fromUs: number, anchor: Candidate | null): void {
		const { pushes: mode } = this.#input.options();
		if (mode === 'off') return;
		for (const send of pushes) {
			const delayUs = mode === 'on-connect' ? 0 : this.#pushDelayUs(send.delayUs);
			this.#schedule.add(fromUs + delayUs, { type: 'push', send, fromUs, anchor });
		}
	}

	#pushDelayUs(recordedUs: number): number {
		return Math.round(recordedUs / this.#input.options().speed);
	}

	#latencyUs(recordedUs: number): number {
		const { latency } = this.#input.options();
		if (latency.mode === 'none') return 0;
		if (latency.mode === 'fixed') return Math.round(latency.ms * 1000);
		return latency.mode === 'times' ? Math.round(recordedUs * latency.factor) : recordedUs;
	}

	#perform(due: Due, atUs: number, nowUs: number): Command[] {
		if (due.type === 'restart') {
			this.#state.reset();
			this.#startedAtUs = atUs;
			this.#play(this.#state.script ?? this.#input.script, atUs);
			return [];
		}
		if (due.type === 'end') return [this.#end(due, nowUs)];
		return [this.#send(due, atUs, nowUs)];
	}

	#send(due: Extract<Due, { type: 'answer' | 'push' }>, atUs: number, nowUs: number): Command {
		const { send, fromUs } = due;
		const { message } = send;
		const laterUs = this.#input.options().timestamps === 'now' ? nowUs - message.atUs : 0;
		const payload = fillAnswer({ send, asked: due.type === 'answer' ? due.asked : null, laterUs });
		const decoded = this.#remember(send, payload);
		const type = message.type as Exclude<Message['type'], 'close'>;
		const result = due.type === 'answer' ? 'reply' : 'push';
		const entry = {
			...draftEntry({
				atUs: nowUs,
				sender: 'server',
				type,
				decoded,
				payloadBytes: payload.length,
				result,
				reason: sendReason(due),
			}),
			recorded: this.#refToSent(due),
			plannedDelayUs: atUs - fromUs,
			actualDelayUs: nowUs - fromUs,
		};
		const fragments = send.frames.length > 1 ? send.frames.map((frame) => frame.payload.length) : [];
		return { type: 'send', messageType: type, payload, fragments, entry };
	}

	/** Decoders that know a protocol remember what the server said, to understand what the client says next. */
	#remember(send: ScriptedSend, payload: Uint8Array): DecodedMessage {
		if (payload === send.message.payload && STATELESS.has(send.decoded.decoder)) return send.decoded;
		return this.#decoder.decode({ sender: 'server', type: send.message.type, payload });
	}

	#refToSent(due: Extract<Due, { type: 'answer' | 'push' }>) {
		const script = due.type === 'answer' ? due.asked.recorded.script : (due.anchor?.script ?? this.#state.script);
		const candidate = due.type === 'answer' ? due.asked.recorded : due.anchor;
		return {
			connectionId: (script ?? this.#input.script).connection.id,
			n: due.send.message.n,
			position: candidate?.position ?? 0,
			of: script?.candidates.length ?? 0,
		};
	}

	#end({ end, fromUs }: Extract<Due, { type: 'end' }>, nowUs: number): Command {
		this.#closing = true;
		const payload = end.closePayload ?? new Uint8Array();
		const decoded = decodeMessage({ sender: 'server', type: 'close', payload });
		const about = { atUs: nowUs, sender: 'server', type: 'close', decoded, payloadBytes: payload.length } as const;
		const entry = {
			...draftEntry({ ...about, result: 'auto', reason: 'the recorded connection ended here' }),
			plannedDelayUs: end.delayUs,
			actualDelayUs: nowUs - fromUs,
		};
		if (end.closePayload !== null) return { type: 'close', payload, entry };
		return { type: 'drop', how: end.tcp === 'reset' ? 'reset' : 'fin', entry };
	}

	#miss(live: ClientMessage, nowUs: number): Command[] {
		const { noMatch } = this.#input.options();
		const matcher = this.#input.matcher();
		const nearest = nearestCandidates(live, matcher);
		const type = live.message.type as 'text' | 'binary';
		const passed = noMatch.action === 'passthrough';
		const entry = {
			...draftEntry({
				atUs: nowUs,
				sender: 'client',
				type,
				decoded: live.decoded,
				payloadBytes: live.message.payload.length,
				result: passed ? 'passthrough' : 'miss',
				reason: missReason(live, matcher, nearest),
			}),
			decision: passed ? ('PASSTHROUGH' as const) : ('NO_MATCH' as const),
			nearest,
		};
		if (passed) return [{ type: 'forward', messageType: type, payload: live.message.payload, entry }];
		const log: Command = { type: 'log', entry };
		if (noMatch.action === 'silent') return [log];
		if (noMatch.action === 'close') return [log, this.#closeAfterMiss(noMatch, nowUs)];
		return [log, ...this.#errorAfterMiss(live, nowUs)];
	}

	#closeAfterMiss({ code, reason }: { code: number; reason: string }, nowUs: number): Command {
		this.#closing = true;
		const payload = encodeClosePayload(code, reason);
		const decoded = decodeMessage({ sender: 'server', type: 'close', payload });
		const about = { atUs: nowUs, sender: 'server', type: 'close', decoded, payloadBytes: payload.length } as const;
		return { type: 'close', payload, entry: draftEntry({ ...about, result: 'auto', reason: 'nothing matched' }) };
	}

	#errorAfterMiss(live: ClientMessage, nowUs: number): Command[] {
		const payload = errorAnswer(live, this.#input.scripts);
		if (payload === null) return [];
		const type = live.message.type as 'text' | 'binary';
		const decoded = decodeMessage({ sender: 'server', type, payload });
		const about = { atUs: nowUs, sender: 'server', type, decoded, payloadBytes: payload.length } as const;
		const entry = draftEntry({ ...about, result: 'auto', reason: 'nothing matched: answered with an error' });
		return [{ type: 'send', messageType: type, payload, fragments: [], entry }];
	}

	/** RFC 6455 5.5.2: one pong for each ping, with its data. */
	#answerPing(payload: Uint8Array, decoded: DecodedMessage, nowUs: number): Command[] {
		const about = { atUs: nowUs, type: 'ping', decoded, payloadBytes: payload.length, result: 'auto' } as const;
		const ping = draftEntry({ ...about, sender: 'client', reason: 'answered with a pong' });
		const pong = draftEntry({ ...about, sender: 'server', type: 'pong', reason: 'answers the ping' });
		return [
			{ type: 'log', entry: ping },
			{ type: 'send', messageType: 'pong', payload, fragments: [], entry: { ...pong, kind: 'pong' } },
		];
	}

	/** RFC 6455 5.5.1: a close frame is answered with one, usually of the same code. */
	#answerClose(payload: Uint8Array, decoded: DecodedMessage, nowUs: number): Command[] {
		const about = { atUs: nowUs, type: 'close', decoded, payloadBytes: payload.length, result: 'auto' } as const;
		const asked = draftEntry({ ...about, sender: 'client', reason: 'the client closes' });
		if (this.#closing) return [{ type: 'log', entry: asked }];
		this.#closing = true;
		const recorded = this.#state.script?.closeAnswer ?? null;
		const { code, violation } = parseCloseFrame(payload);
		const answer = recorded ?? encodeClosePayload(violation === null ? code : 1002);
		const said = decodeMessage({ sender: 'server', type: 'close', payload: answer });
		const reason = recorded === null ? 'answers the close' : 'answers the close as recorded';
		const entry = draftEntry({ ...about, sender: 'server', decoded: said, payloadBytes: answer.length, reason });
		return [
			{ type: 'log', entry: asked },
			{ type: 'close', payload: answer, entry },
		];
	}
}

const STATELESS = new Set(['json', 'text', 'binary', 'control']);

function hitReason({ candidate, because, repeated }: Match): string {
	const again = repeated ? '; used before, answered again because repeats are allowed' : '';
	return `#${candidate.message.n}, ${because}${again}`;
}

function sendReason(due: Extract<Due, { type: 'answer' | 'push' }>): string {
	if (due.type === 'answer') return `answers #${due.asked.recorded.message.n}`;
	return due.anchor === null ? 'pushed as recorded' : `pushed as recorded after #${due.anchor.message.n}`;
}
