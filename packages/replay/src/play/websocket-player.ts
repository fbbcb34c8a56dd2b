import {
	encodeClosePayload,
	type Frame,
	type Handshake,
	judgeUpgradeResponse,
	OPCODE,
	readDeflateResponse,
	type Violation,
} from '@refrain/protocol';
import { handshakeFacts, type Message, MessageDecoder, MessageStream } from '@refrain/traffic';
import type { Action, ExpectedMessage, PlannedMessage, WebSocketPlan } from '../plan/connection-plan.ts';
import { messageGroup } from '../plan/message-group.ts';
import type { ReplayOptions } from '../replay-options.ts';
import type { TargetAddress } from '../resolve-target.ts';
import { plannedGapUs } from '../timing.ts';
import type { LiveValues } from '../values/live-values.ts';
import { rewriteMessage } from '../values/rewrite-payload.ts';
import { rewriteRequest } from '../values/rewrite-request.ts';
import type { SendingTimes, Transformer } from '../values/transformer.ts';
import { Conversation } from './conversation.ts';
import { ExchangeCounter } from './exchange-counter.ts';
import { Expectations } from './expectations.ts';
import { FrameWriter } from './frame-writer.ts';
import type { Player, PlayerCounts, PlayerRandom, Step } from './player.ts';
import { upgradeRequest } from './upgrade-request.ts';

export interface WebSocketPlayerSetup {
	plan: WebSocketPlan;
	target: TargetAddress;
	options: ReplayOptions;
	random: PlayerRandom;
	/** Index of the connection in the snapshot. */
	connection: number;
	values: LiveValues;
	transformer: Transformer;
	/** An answer came: label of its exchange, and how long after the request. */
	onAnswer?: (label: string, latencyUs: number) => void;
}

/** 'waiting': for a value that the handshake needs. 'closing': a close frame went out or came. */
type Phase = 'connecting' | 'waiting' | 'handshaking' | 'playing' | 'closing' | 'done';

const NO_HTTP = new Set(['bad-status-line', 'head-too-large']);
const MAX_JITTER_US = 20_000;

/** Plays a recorded WebSocket client: its frames in order, each after what it followed, then the recorded gap. */
export class WebSocketPlayer implements Player {
	readonly #setup: WebSocketPlayerSetup;
	readonly #conversation = new Conversation();
	readonly #stream = new MessageStream();
	readonly #counter: ExchangeCounter;
	#decoder = new MessageDecoder();
	#expectations: Expectations;
	#writer: FrameWriter;
	#phase: Phase = 'connecting';
	#next = 0;
	/** The last thing the client did (at first: the answered handshake), on the replay's clock and as recorded. */
	#last = { atUs: 0, offsetUs: 0 };
	/** When requests were sent that nothing has answered yet, by the client's count of messages. */
	readonly #unanswered = new Map<number, number>();
	#closeSent = false;
	#failed = false;
	wakeAtUs: number | null = null;
	error: string | null = null;
	readonly waitedInVain: number[] = [];
	readonly counts: PlayerCounts;

	constructor(setup: WebSocketPlayerSetup) {
		this.#setup = setup;
		const { plan, random } = setup;
		this.#expectations = new Expectations(plan.expected, 0);
		this.#writer = new FrameWriter(null, random);
		this.#counter = new ExchangeCounter(plan);
		this.counts = this.#counter.counts;
	}

	get state(): Player['state'] {
		if (this.#failed) return 'failed';
		if (this.#phase === 'done') return 'closed';
		return this.#phase === 'playing' || this.#phase === 'closing' ? 'open' : 'connecting';
	}

	connected(nowUs: number): Step {
		this.#phase = 'waiting';
		this.wakeAtUs = nowUs + this.#setup.options.answerTimeoutMs * 1000;
		return this.tick(nowUs);
	}

	/** Sends the handshake as soon as the values in it are known. */
	#open(nowUs: number): void {
		const { plan, target, random, options, values, transformer, connection } = this.#setup;
		const item = { type: 'handshake' } as const;
		if (values.isAwaited(connection, item) && !this.#isDue(nowUs)) return;
		const { handshake, openedAtUs } = plan.recorded.connection;
		const recorded = { target: target.path, headers: handshake?.request.headers ?? [] };
		const changed = transformer.request(recorded, { nowUs, recordedAtUs: handshake?.requestAtUs ?? openedAtUs });
		const request = rewriteRequest(changed, values.replacements(connection, item));
		this.#conversation.write(upgradeRequest(request, target, random.webSocketKey()), nowUs);
		this.#phase = 'handshaking';
		this.wakeAtUs = nowUs + options.handshakeTimeoutMs * 1000;
	}

	received(bytes: Uint8Array, nowUs: number): Step {
		for (const event of this.#conversation.received(bytes, nowUs)) {
			if (event.type === 'handshake') this.#handshake(event.handshake, nowUs);
			else if (event.type === 'frame') this.#targetFrame(event.frame, nowUs);
			else if (event.type === 'violation') this.#violation(event.violation, nowUs);
		}
		return this.tick(nowUs);
	}

	ended(how: 'fin' | 'reset', nowUs: number): Step {
		this.#conversation.targetEnded(how, nowUs);
		this.#conversation.end(nowUs);
		if (this.#phase === 'handshaking') this.#fail('the target closed the connection during the handshake');
		this.#phase = 'done';
		this.wakeAtUs = null;
		return this.#conversation.take();
	}

	closed(nowUs: number): Step {
		this.#conversation.over(nowUs);
		this.#phase = 'done';
		this.wakeAtUs = null;
		return this.#conversation.take();
	}

	stop(nowUs: number): Step {
		// RFC 6455 7.4.1: 1001, an endpoint is going away.
		if (this.#phase === 'playing') this.#close(1001, 'the replay was stopped', nowUs);
		this.#conversation.end(nowUs);
		this.#phase = 'closing';
		this.wakeAtUs = nowUs + this.#setup.options.graceMs * 1000;
		return this.#conversation.take();
	}

	tick(nowUs: number): Step {
		if (this.#phase === 'waiting') {
			this.#open(nowUs);
		} else if (this.#phase === 'handshaking' && this.#isDue(nowUs)) {
			this.#fail(`the target did not answer the handshake within ${this.#setup.options.handshakeTimeoutMs / 1000} s`);
			this.#giveUp(nowUs);
		} else if (this.#phase === 'closing' && this.#isDue(nowUs)) {
			this.#giveUp(nowUs);
		}
		while (this.#phase === 'playing' && this.#playNext(nowUs));
		return this.#conversation.take();
	}

	#isDue(nowUs: number): boolean {
		return this.wakeAtUs !== null && nowUs >= this.wakeAtUs;
	}

	#handshake(handshake: Handshake, nowUs: number): void {
		const { plan, random } = this.#setup;
		this.#counter.handshakeDone();
		this.#setup.values.learnHandshake(this.#setup.connection, handshake);
		const recorded = plan.recorded.connection.handshake;
		const problem = handshake.accepted ? newProblem(handshake, recorded) : null;
		if (problem !== null || !handshake.accepted) {
			if (problem !== null) this.#fail(problem);
			else if (recorded === null || recorded.accepted) this.#fail(refusalOf(handshake));
			this.#conversation.end(nowUs);
			this.#phase = 'closing';
			this.wakeAtUs = nowUs + this.#setup.options.graceMs * 1000;
			return;
		}
		this.#phase = 'playing';
		this.#last = { atUs: nowUs, offsetUs: 0 };
		this.#expectations = new Expectations(plan.expected, nowUs);
		this.#writer = new FrameWriter(readDeflateResponse(handshake.extensions), random);
		this.#decoder = new MessageDecoder(handshakeFacts({ path: plan.recorded.connection.path, handshake }));
	}

	/** Bytes that are no HTTP will never become an answer; those that break other rules are only kept. */
	#violation({ code, message }: Violation, nowUs: number): void {
		if (this.#phase !== 'handshaking' || !NO_HTTP.has(code)) return;
		this.#fail(`the target does not answer the handshake in HTTP: ${message}`);
		this.#giveUp(nowUs);
	}

	#targetFrame(frame: Frame, nowUs: number): void {
		if (frame.sender !== 'server') return;
		// RFC 6455 5.5.2: a ping is answered as soon as is practical, with the same payload.
		if (frame.opcode === OPCODE.ping && !this.#closeSent) this.#write(this.#writer.pong(frame.payload), nowUs);
		if (frame.opcode === OPCODE.close) this.#targetCloses(frame, nowUs);
		for (const message of this.#stream.push(frame)) this.#targetMessage(message, nowUs);
	}

	#targetMessage(message: Message, nowUs: number): void {
		const decoded = this.#decoder.decode(message);
		if (message.type !== 'text' && message.type !== 'binary') return;
		this.#counter.received();
		const seen = { group: messageGroup(decoded), correlationId: decoded.correlationId, atUs: nowUs };
		const position = this.#expectations.see(seen);
		if (position === null) return;
		this.#counter.settled(position);
		const { plan, values, connection } = this.#setup;
		const expected = plan.expected[position] as ExpectedMessage;
		values.learnMessage(connection, expected.n, decoded);
		this.#tellLatency(expected, nowUs);
	}

	/** Of the first answer to a request. */
	#tellLatency({ request, exchange }: ExpectedMessage, nowUs: number): void {
		const { onAnswer, plan } = this.#setup;
		const sentUs = onAnswer === undefined || request === null ? undefined : this.#unanswered.get(request);
		if (request === null || sentUs === undefined) return;
		this.#unanswered.delete(request);
		onAnswer?.(plan.exchanges[exchange]?.label ?? '', nowUs - sentUs);
	}

	#targetCloses(frame: Frame, nowUs: number): void {
		// RFC 6455 5.5.1: the answer to a close frame typically echoes its code.
		if (!this.#closeSent) this.#write(this.#writer.control(OPCODE.close, frame.payload.subarray(0, 2)), nowUs);
		this.#beginClosing(nowUs);
	}

	#beginClosing(nowUs: number): void {
		this.#closeSent = true;
		this.#phase = 'closing';
		this.wakeAtUs = nowUs + this.#setup.options.graceMs * 1000;
	}

	/** Does the next thing if it is due; false when there is something to wait for (or nothing left). */
	#playNext(nowUs: number): boolean {
		const action = this.#setup.plan.actions[this.#next];
		if (action === undefined) return this.#finish(nowUs);
		if (this.#waitsFor(action, nowUs)) return false;
		const dueUs = this.#dueUs(action);
		if (nowUs < dueUs) {
			this.wakeAtUs = dueUs;
			return false;
		}
		this.#next++;
		// Small delays of timers must not add up: the next gap is counted from when this was due.
		this.#last = { atUs: nowUs - dueUs <= MAX_JITTER_US ? dueUs : nowUs, offsetUs: action.offsetUs };
		this.#perform(action, nowUs);
		return true;
	}

	/** True while something that the action needs is still to come. What is overdue is given up. */
	#waitsFor(action: Action, nowUs: number): boolean {
		const { after } = action;
		const missing = after.some((position) => this.#expectations.isAwaited(position));
		if (!missing && !this.#needsValue(action)) return false;
		const { plan, options } = this.#setup;
		const cause = after.at(-1);
		const recordedUs =
			(cause === undefined ? action.offsetUs : (plan.expected[cause]?.offsetUs ?? 0)) - this.#last.offsetUs;
		this.wakeAtUs = this.#last.atUs + recordedUs + options.answerTimeoutMs * 1000;
		if (nowUs < this.wakeAtUs) return true;
		for (const position of after) this.#giveUpOn(position);
		return false;
	}

	/** True while a value in the message has not come on another connection. */
	#needsValue({ what }: Action): boolean {
		if (what.type !== 'frame' || what.message === null || what.message.part > 0) return false;
		return this.#setup.values.isAwaited(this.#setup.connection, { type: 'message', n: what.message.n });
	}

	#giveUpOn(position: number): void {
		if (!this.#expectations.isAwaited(position)) return;
		this.#expectations.giveUp(position);
		this.#counter.settled(position);
		this.waitedInVain.push(this.#setup.plan.expected[position]?.n as number);
	}

	/** The recorded gap after the last thing before it that happened here too: a server message, or the client's last action. */
	#dueUs({ after, offsetUs }: Action): number {
		const { plan, options } = this.#setup;
		const cause = after.findLast((position) => this.#expectations.cameAtUs(position) !== null);
		const cameAtUs = cause === undefined ? null : this.#expectations.cameAtUs(cause);
		const fromLast = this.#last.atUs + plannedGapUs(offsetUs - this.#last.offsetUs, options);
		if (cause === undefined || cameAtUs === null) return fromLast;
		// A fixed gap is one between the client's own messages.
		if (options.timing.mode === 'flat') return Math.max(fromLast, cameAtUs);
		return cameAtUs + plannedGapUs(offsetUs - (plan.expected[cause]?.offsetUs ?? 0), options);
	}

	#perform({ what }: Action, nowUs: number): void {
		if (what.type === 'end') {
			if (what.how === 'reset') this.#conversation.cut('reset', nowUs);
			else this.#conversation.end(nowUs);
			this.#phase = 'closing';
			this.wakeAtUs = nowUs + this.#setup.options.graceMs * 1000;
			return;
		}
		const times = { nowUs, recordedAtUs: what.frame.atUs };
		this.#write(
			this.#writer.write(what, (message) => this.#rewrite(message, times)),
			nowUs,
		);
		if (what.frame.opcode === OPCODE.close) this.#beginClosing(nowUs);
	}

	#rewrite({ n, payload, decoded }: PlannedMessage, times: SendingTimes): Uint8Array {
		const { values, transformer, connection } = this.#setup;
		const replacements = values.replacements(connection, { type: 'message', n });
		return rewriteMessage(payload, decoded, replacements, (value) => transformer.message({ ...decoded, value }, times));
	}

	#write(bytes: Uint8Array, nowUs: number): void {
		for (const event of this.#conversation.write(bytes, nowUs)) {
			if (event.type !== 'frame') continue;
			for (const message of this.#stream.push(event.frame)) {
				// Decoders remember what the client asked: what comes back is read by that.
				this.#decoder.decode(message);
				if (message.type !== 'text' && message.type !== 'binary') continue;
				this.#expectations.clientSent();
				if (this.#setup.onAnswer !== undefined) this.#unanswered.set(this.counts.messagesSent, nowUs);
				this.#counter.sent();
			}
		}
	}

	/** All is said: waits for what the recording still has, then ends as it ended. */
	#finish(nowUs: number): boolean {
		const { plan, options } = this.#setup;
		const awaited = this.#expectations.lastAwaited();
		if (awaited !== null) {
			this.wakeAtUs = this.#last.atUs + (awaited.offsetUs - this.#last.offsetUs) + options.answerTimeoutMs * 1000;
			if (nowUs < this.wakeAtUs) return false;
			for (const position of plan.expected.keys()) this.#giveUpOn(position);
		}
		if (plan.ending === 'server') {
			this.wakeAtUs =
				this.#last.atUs + Math.max(0, plan.endOffsetUs - this.#last.offsetUs) + options.answerTimeoutMs * 1000;
			if (nowUs < this.wakeAtUs) return false;
		}
		this.#close(1000, '', nowUs);
		return false;
	}

	#close(code: number, reason: string, nowUs: number): void {
		this.#write(this.#writer.control(OPCODE.close, encodeClosePayload(code, reason)), nowUs);
		this.#beginClosing(nowUs);
	}

	#giveUp(nowUs: number): void {
		this.#conversation.end(nowUs);
		this.#conversation.cut('destroy', nowUs);
		this.#phase = 'done';
		this.wakeAtUs = null;
	}

	#fail(error: string): void {
		this.#failed = true;
		this.error = error;
	}
}

/** What RFC 6455 4.1 makes a client fail a 101 for; not what the recorded client has put up with. */
function newProblem({ request, response }: Handshake, recorded: Handshake | null): string | null {
	if (response === null) return null;
	const known = recorded?.response ? judgeUpgradeResponse(recorded.request, recorded.response) : [];
	const problem = judgeUpgradeResponse(request, response).find(({ code }) => known.every((one) => one.code !== code));
	return problem === undefined ? null : `the target's 101 is not valid: ${problem.message}`;
}

function refusalOf({ response }: Handshake): string {
	if (response === null) return 'the target closed the connection during the handshake';
	return `the target refused the handshake with ${response.status} ${response.reason}`.trimEnd();
}
