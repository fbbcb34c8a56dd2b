import { encodeClosePayload, parseCloseFrame } from '@refrain/protocol';
import { decodeMessage, type Message, MessageDecoder } from '@refrain/traffic';
import { fillAnswer } from '../answers/fill-answer.ts';
import { type Match, type Matcher, MatchState, STATELESS_DECODERS } from '../matching/matcher.ts';
import type { ClientMessage } from '../matching/message-key.ts';
import { missReason, nearestCandidates } from '../matching/nearest.ts';
import { refTo } from '../matching/recorded-ref.ts';
import type { MockOptions } from '../mock-options.ts';
import { type RuleEffect, RuleRunner, type RuleWorld } from '../rules/rule-runner.ts';
import type { Script, ScriptedSend } from '../script/script.ts';
import type { Command, EntryDraft } from './command.ts';
import { connectionEntry, draftEntry, type MessageFacts } from './entry-draft.ts';
import { errorAnswer } from './error-answer.ts';
import type { Lazy } from './lazy.ts';
import { Schedule } from './schedule.ts';
import { type Due, ScriptPlayer } from './script-player.ts';

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
	/** Number of the connection, from 1. */
	number: number;
	/** What the rules of all connections share. */
	world: RuleWorld;
	/** Epoch microseconds at which the handshake was answered. */
	openedAtUs: number;
}

type DueSend = Extract<Due, { type: 'answer' | 'push' }>;
type Incoming = Pick<Message, 'type' | 'payload'>;
/** What the console tells of a message. */
type Told = { readonly kind: string; readonly preview: Lazy<string> };

/**
 * One client's connection to the mock: messages and the time in, commands out. It knows no socket and no clock; whoever
 * owns it calls `advance` when `nextDueUs` has come.
 */
export class MockConnection {
	readonly #input: MockConnectionInput;
	readonly #state = new MatchState();
	readonly #player: ScriptPlayer;
	readonly #decoder: MessageDecoder;
	readonly #rules: RuleRunner;
	/** What rules send later. */
	readonly #delayed = new Schedule<RuleEffect>();
	#closing = false;

	constructor(input: MockConnectionInput) {
		this.#input = input;
		this.#decoder = new MessageDecoder({ subprotocol: input.subprotocol, path: input.script.connection.path });
		this.#player = new ScriptPlayer(input.script, input.openedAtUs, input.options);
		this.#state.script = input.script;
		const { world, number: connection, openedAtUs } = input;
		const path = input.script.path;
		this.#rules = new RuleRunner({ rules: () => input.options().rules, world, path, connection, openedAtUs });
	}

	/** The handshake was answered: what rules do upon it. */
	open(nowUs: number): Command[] {
		return this.#performAll(this.#rules.onConnect(nowUs), nowUs);
	}

	/** Epoch microseconds at which `advance` has something to do; null when nothing is planned. */
	get nextDueUs(): number | null {
		if (this.#closing) return null;
		const times = [this.#player.nextDueUs, this.#rules.nextDueUs, this.#delayed.nextAtUs].filter(
			(time) => time !== null,
		);
		return times.length === 0 ? null : Math.min(...times);
	}

	/** What has become due. */
	advance(nowUs: number): Command[] {
		const commands: Command[] = [];
		for (let due = this.#player.takeDue(nowUs); due !== null && !this.#closing; due = this.#player.takeDue(nowUs)) {
			const { item, atUs } = due;
			if (item.type === 'restart') {
				this.#state.reset();
				this.#player.restart(atUs);
			} else if (item.type === 'end') commands.push(this.#end(item, nowUs));
			else commands.push(this.#send(item, atUs, nowUs));
		}
		const delayed: RuleEffect[] = [];
		for (let due = this.#delayed.takeDue(nowUs); due !== null; due = this.#delayed.takeDue(nowUs))
			delayed.push(due.item);
		return [...commands, ...this.#performAll([...delayed, ...this.#rules.onTime(nowUs)], nowUs)];
	}

	/** A complete message of the client, data or control. */
	receive({ type, payload }: Incoming, nowUs: number): Command[] {
		if (this.#closing && type !== 'close') return [];
		const known = type === 'text' ? this.#input.matcher().knownText(payload) : null;
		const decoded = known ?? this.#decoder.decode({ sender: 'client', type, payload });
		const live: ClientMessage = { message: { type, payload }, decoded };
		if (type === 'close') return this.#answerClose(live, nowUs);
		if (type === 'ping') return this.#answerPing(live, nowUs);
		if (type === 'pong') return [{ type: 'log', entry: clientEntry(live, nowUs, 'pongs need no answer') }];
		const isPart = decoded.role === 'first-part' || decoded.role === 'further-part';
		if (isPart)
			return [{ type: 'log', entry: clientEntry(live, nowUs, 'part of a message that is matched as a whole') }];
		return [...this.#answer(live, nowUs), ...this.advance(nowUs)];
	}

	/** Sends this as the server's own message, whatever was recorded. */
	push(payload: Uint8Array, type: 'text' | 'binary', nowUs: number): Command[] {
		if (this.#closing) return [];
		const decoded = this.#decoder.decode({ sender: 'server', type, payload });
		const entry = { ...serverEntry({ type, payload }, decoded, nowUs), result: 'push' as const };
		return [send({ type, payload }, { ...entry, reason: 'pushed on request' })];
	}

	/** Closes the connection, whatever was recorded. */
	close(code: number, reason: string, nowUs: number): Command[] {
		if (this.#closing) return [];
		this.#closing = true;
		const payload = encodeClosePayload(code, reason);
		return [{ type: 'close', payload, entry: closeEntry(payload, nowUs, 'closed on request') }];
	}

	/** A message of the real service, after one of the client's was passed to it. What the service pushes anyway stays out. */
	answerFromUpstream({ type, payload }: Incoming, nowUs: number): Command[] {
		if (this.#closing || (type !== 'text' && type !== 'binary')) return [];
		const decoded = this.#decoder.decode({ sender: 'server', type, payload });
		if (this.#input.pushedAnyway().has(decoded.fingerprint)) return [];
		const entry = { ...serverEntry({ type, payload }, decoded, nowUs), result: 'passthrough' as const };
		return [send({ type, payload }, { ...entry, reason: 'answer of the real service' })];
	}

	/** The real service is out of reach. */
	upstreamFailed(reason: string, nowUs: number): Command[] {
		const entry = connectionEntry({ atUs: nowUs, type: 'end', kind: 'passthrough failed', reason });
		return [{ type: 'log', entry: { ...entry, result: 'auto' } }];
	}

	#performAll(effects: readonly RuleEffect[], nowUs: number): Command[] {
		return effects.flatMap((effect) => (this.#closing ? [] : this.#perform(effect, nowUs)));
	}

	#perform(effect: RuleEffect, nowUs: number): Command[] {
		const { payload, rule } = effect;
		if (effect.type === 'close') {
			this.#closing = true;
			return [{ type: 'close', payload, entry: closeEntry(payload, nowUs, `rule "${rule}"`) }];
		}
		if (effect.atUs > nowUs) {
			this.#delayed.add(effect.atUs, effect);
			return [];
		}
		const message = { type: 'text' as const, payload };
		const decoded = this.#decoder.decode({ sender: 'server', ...message });
		const entry: EntryDraft = { ...serverEntry(message, decoded, nowUs), result: 'push', reason: `rule "${rule}"` };
		if (effect.to === 'sender') return [send(message, entry)];
		return [{ type: 'broadcast', payload, to: effect.to, entry }];
	}

	#answer(live: ClientMessage, nowUs: number): Command[] {
		const ruled = this.#rules.onMessage(live, nowUs);
		if (ruled !== null) {
			const entry = clientEntry(live, nowUs, `rule "${ruled.rule.name}"`);
			const log: Command = { type: 'log', entry: { ...entry, result: 'hit', decision: 'MATCH' } };
			return [log, ...this.#performAll(ruled.effects, nowUs)];
		}
		const match = this.#input.matcher().match(live, this.#state);
		if (match === null) return this.#miss(live, nowUs);
		const { candidate } = match;
		this.#player.follow(candidate.script, nowUs);
		this.#state.script = this.#player.script;
		this.#player.answer({ recorded: candidate, live }, nowUs);
		const more = { result: 'hit', decision: 'MATCH', recorded: refTo(candidate) } as const;
		return [{ type: 'log', entry: clientEntry(live, nowUs, () => hitReason(match), more), decided: live }];
	}

	#send(due: DueSend, atUs: number, nowUs: number): Command {
		const { message, frames } = due.send;
		const laterUs = this.#input.options().timestamps === 'now' ? nowUs - message.atUs : 0;
		const payload = fillAnswer({ send: due.send, asked: due.type === 'answer' ? due.asked : null, laterUs });
		const type = message.type as Exclude<Message['type'], 'close'>;
		const { kind, preview } = this.#remember(due.send, payload);
		const entry = draftEntry({
			atUs: nowUs,
			sender: 'server',
			type,
			kind,
			preview,
			payloadBytes: payload.length,
			result: due.type === 'answer' ? 'reply' : 'push',
			reason: () => sendReason(due),
			recorded: this.#refToSent(due),
			plannedDelayUs: atUs - due.fromUs,
			actualDelayUs: nowUs - due.fromUs,
		});
		const fragments = frames.length > 1 ? frames.map((frame) => frame.payload.length) : [];
		return { type: 'send', messageType: type, payload, fragments, entry };
	}

	/** Decoders that know a protocol remember what the server said, to understand what the client says next. */
	#remember({ message, decoded }: ScriptedSend, payload: Uint8Array): Told {
		if (!STATELESS_DECODERS.has(decoded.decoder)) {
			return this.#decoder.decode({ sender: 'server', type: message.type, payload });
		}
		if (payload === message.payload) return decoded;
		const preview = () => decodeMessage({ sender: 'server', type: message.type, payload }).preview;
		return { kind: decoded.kind, preview };
	}

	#refToSent(due: DueSend) {
		const candidate = due.type === 'answer' ? due.asked.recorded : due.anchor;
		const script = candidate?.script ?? this.#player.script;
		return {
			connectionId: script.connection.id,
			n: due.send.message.n,
			position: candidate?.position ?? 0,
			of: script.candidates.length,
		};
	}

	#end({ end, fromUs }: Extract<Due, { type: 'end' }>, nowUs: number): Command {
		this.#closing = true;
		const payload = end.closePayload ?? new Uint8Array();
		const entry = {
			...closeEntry(payload, nowUs, 'the recorded connection ended here'),
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
		const entry = { ...clientEntry(live, nowUs, missReason(live, matcher, nearest)), nearest };
		if (noMatch.action === 'passthrough') {
			const { type, payload } = live.message;
			const passed: EntryDraft = { ...entry, result: 'passthrough', decision: 'PASSTHROUGH' };
			return [{ type: 'forward', messageType: type as 'text' | 'binary', payload, entry: passed, decided: live }];
		}
		const log: Command = { type: 'log', entry: { ...entry, result: 'miss', decision: 'NO_MATCH' }, decided: live };
		if (noMatch.action === 'error') return [log, ...this.#errorAfterMiss(live, nowUs)];
		if (noMatch.action === 'silent') return [log];
		this.#closing = true;
		const payload = encodeClosePayload(noMatch.code, noMatch.reason);
		return [log, { type: 'close', payload, entry: closeEntry(payload, nowUs, 'nothing matched') }];
	}

	#errorAfterMiss(live: ClientMessage, nowUs: number): Command[] {
		const payload = errorAnswer(live, this.#input.scripts);
		if (payload === null) return [];
		const message = { type: live.message.type, payload };
		const decoded = this.#decoder.decode({ sender: 'server', ...message });
		const entry = serverEntry(message, decoded, nowUs);
		return [send(message, { ...entry, reason: 'nothing matched: answered with an error' })];
	}

	/** RFC 6455 5.5.2: one pong for each ping, with its data. */
	#answerPing(live: ClientMessage, nowUs: number): Command[] {
		const { payload } = live.message;
		const decoded = decodeMessage({ sender: 'server', type: 'pong', payload });
		const entry = serverEntry({ type: 'pong', payload }, decoded, nowUs);
		return [
			{ type: 'log', entry: clientEntry(live, nowUs, 'answered with a pong') },
			send({ type: 'pong', payload }, { ...entry, reason: 'answers the ping' }),
		];
	}

	/** RFC 6455 5.5.1: a close frame is answered with one, usually of the same code. */
	#answerClose(live: ClientMessage, nowUs: number): Command[] {
		const log: Command = { type: 'log', entry: clientEntry(live, nowUs, 'the client closes') };
		if (this.#closing) return [log];
		// A service answers what it has received before it reads the close frame behind it; only slow answers are lost.
		const answers = this.#player.takeSwiftAnswers(nowUs).map(({ item, atUs }) => this.#send(item, atUs, nowUs));
		this.#closing = true;
		const recorded = this.#player.script.closeAnswer;
		const { code, violation } = parseCloseFrame(live.message.payload);
		const payload = recorded ?? encodeClosePayload(violation === null ? code : 1002);
		const reason = recorded === null ? 'answers the close' : 'answers the close as recorded';
		return [log, ...answers, { type: 'close', payload, entry: closeEntry(payload, nowUs, reason) }];
	}
}

function clientEntry(
	{ message: { type, payload }, decoded }: ClientMessage,
	atUs: number,
	reason: Lazy<string>,
	more: Pick<MessageFacts, 'decision' | 'recorded'> & { result?: MessageFacts['result'] } = {},
): EntryDraft {
	return draftEntry({
		atUs,
		sender: 'client',
		type,
		kind: decoded.kind,
		preview: decoded.preview,
		payloadBytes: payload.length,
		result: more.result ?? 'auto',
		reason,
		decision: more.decision,
		recorded: more.recorded,
	});
}

function serverEntry({ type, payload }: Incoming, { kind, preview }: Told, atUs: number): EntryDraft {
	const payloadBytes = payload.length;
	return draftEntry({ atUs, sender: 'server', type, kind, preview, payloadBytes, result: 'auto', reason: '' });
}

function closeEntry(payload: Uint8Array, atUs: number, reason: string): EntryDraft {
	const decoded = decodeMessage({ sender: 'server', type: 'close', payload });
	return { ...serverEntry({ type: 'close', payload }, decoded, atUs), reason };
}

function send({ type, payload }: Incoming, entry: EntryDraft): Command {
	return { type: 'send', messageType: type as Exclude<Message['type'], 'close'>, payload, fragments: [], entry };
}

function hitReason({ candidate, because, repeated }: Match): string {
	const again = repeated ? '; used before, answered again because repeats are allowed' : '';
	return `#${candidate.message.n}, ${because()}${again}`;
}

function sendReason(due: DueSend): string {
	if (due.type === 'answer') return `answers #${due.asked.recorded.message.n}`;
	return due.anchor === null ? 'pushed as recorded' : `pushed as recorded after #${due.anchor.message.n}`;
}
