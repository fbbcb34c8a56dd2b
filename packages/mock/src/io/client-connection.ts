import { performance } from 'node:perf_hooks';
import type { RequestHead, Violation } from '@refrain/protocol';
import type { Message } from '@refrain/traffic';
import type { Command, EntryDraft } from '../connection/command.ts';
import { connectionEntry, violationEntry } from '../connection/entry-draft.ts';
import { MockConnection } from '../connection/mock-connection.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { messageKey } from '../http/causes.ts';
import type { ClientSession } from '../http/client-session.ts';
import type { ClientMessage } from '../matching/message-key.ts';
import type { RuleWorld } from '../rules/rule-runner.ts';
import type { MockPlan } from '../script/mock-plan.ts';
import type { Script } from '../script/script.ts';
import type { Transport, TransportEvents } from './transport.ts';
import { Upstream } from './upstream.ts';

export interface ClientConnectionInput {
	/** 'c3' on the console. */
	number: number;
	clientAddress: string;
	/** Makes what carries the messages. */
	connect: (events: TransportEvents) => Transport;
	request: RequestHead;
	script: Script;
	scripts: readonly Script[];
	/** What was served when the client came; a reload does not change it. */
	plan: MockPlan;
	subprotocol: string | null;
	now: () => number;
	world: RuleWorld;
	/** Sends this to the other clients of the mock, by a rule. */
	broadcast: (payload: Uint8Array) => void;
	log: (draft: EntryDraft, more: { matchUs: number | null; decided: ClientMessage | undefined }) => void;
	onEnd: () => void;
}

const NOT_DECIDED = { matchUs: null, decided: undefined };

/** The longest time that setTimeout takes. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** One client: its socket, the state machine that plays the service, and the timer between them. */
export class ClientConnection {
	readonly number: number;
	readonly path: string;
	readonly clientAddress: string;
	readonly plan: MockPlan;
	readonly #input: ClientConnectionInput;
	readonly #logic: MockConnection;
	readonly #faults: FaultInjector;
	readonly #transport: Transport;
	/** The client behind this connection, as far as it shows itself to be one that was served before. */
	readonly #session: ClientSession;
	/** Long polls may wait for what the client sends here. */
	readonly #notesSent: boolean;
	#timer: NodeJS.Timeout | null = null;
	#upstream: Upstream | null = null;
	#ended = false;

	constructor(input: ClientConnectionInput) {
		this.#input = input;
		this.number = input.number;
		this.plan = input.plan;
		this.path = input.request.target;
		this.clientAddress = input.clientAddress;
		const { script, scripts, plan, subprotocol, now } = input;
		this.#notesSent = plan.http.size > 0;
		this.#session = plan.http.sessionOf(input.request);
		this.#logic = new MockConnection({
			script,
			scripts,
			matcher: () => plan.matcherFor(scripts),
			options: () => plan.options,
			pushedAnyway: () => plan.pushFingerprints(scripts),
			subprotocol,
			number: input.number,
			world: input.world,
			openedAtUs: now(),
		});
		this.#faults = new FaultInjector({
			faults: () => plan.options.faults,
			random: input.world.random,
			path: script.path,
			connection: input.number,
		});
		this.#transport = input.connect({
			onMessage: (message) => this.#receive(message),
			onViolation: (problem, closeCode) => this.#violated(problem, closeCode),
			onEnd: () => this.#end(),
		});
	}

	/** Begins to play. */
	start(): void {
		const nowUs = this.#input.now();
		this.#perform([...this.#logic.open(nowUs), ...this.#logic.advance(nowUs)], null);
		this.#transport.start();
	}

	push(payload: Uint8Array, type: 'text' | 'binary'): void {
		this.#perform(this.#logic.push(payload, type, this.#input.now()), null);
	}

	close(code: number, reason: string): void {
		this.#perform(this.#logic.close(code, reason, this.#input.now()), null);
	}

	#receive(message: Pick<Message, 'type' | 'payload'>): void {
		const startedAt = performance.now();
		const commands = this.#logic.receive(message, this.#input.now());
		this.#perform(commands, Math.round((performance.now() - startedAt) * 1000));
	}

	#perform(commands: readonly Command[], matchUs: number | null): void {
		for (const command of this.#faults.apply(commands, this.#input.now())) {
			const { decision, recorded } = command.entry;
			if (this.#notesSent && decision === 'MATCH' && recorded)
				this.#session.noteSent(messageKey(recorded.connectionId, recorded.n));
			const decided = 'decided' in command ? command.decided : undefined;
			this.#input.log(command.entry, { matchUs: decision === null ? null : matchUs, decided });
			if (command.type === 'send') this.#transport.send(command.messageType, command.payload, command.fragments);
			else if (command.type === 'close') this.#transport.close(command.payload);
			else if (command.type === 'drop') this.#transport.drop(command.how);
			else if (command.type === 'forward') this.#forward(command.messageType, command.payload);
			else if (command.type === 'broadcast') this.#broadcast(command);
			else if (command.type === 'stall') this.#transport.stall();
			else if (command.type === 'slow-read') this.#transport.readSlowly(command.bytesPerSecond);
		}
		this.#arm();
	}

	#broadcast({ payload, to }: Extract<Command, { type: 'broadcast' }>): void {
		if (to === 'all') this.#transport.send('text', payload);
		this.#input.broadcast(payload);
	}

	#forward(type: 'text' | 'binary', payload: Uint8Array): void {
		const { noMatch } = this.plan.options;
		if (noMatch.action !== 'passthrough') return;
		this.#upstream ??= new Upstream({
			url: noMatch.url,
			request: this.#input.request,
			now: this.#input.now,
			onMessage: (message) => this.#perform(this.#logic.answerFromUpstream(message, this.#input.now()), null),
			onFailure: (reason) => {
				this.#upstream = null;
				this.#perform(this.#logic.upstreamFailed(reason, this.#input.now()), null);
			},
		});
		this.#upstream.send(type, payload);
	}

	#arm(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		const times = [this.#logic.nextDueUs, this.#faults.nextDueUs].filter((time) => time !== null);
		if (times.length === 0 || this.#ended) return;
		const dueUs = Math.min(...times);
		const delayMs = Math.min(Math.max(0, (dueUs - this.#input.now()) / 1000), MAX_TIMEOUT_MS);
		this.#timer = setTimeout(() => this.#perform(this.#logic.advance(this.#input.now()), null), Math.ceil(delayMs));
	}

	#violated(problem: Pick<Violation, 'code' | 'message'>, closeCode: number): void {
		this.#input.log(violationEntry(problem, this.#input.now(), closeCode), NOT_DECIDED);
	}

	#end(): void {
		if (this.#ended) return;
		this.#ended = true;
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#upstream?.close();
		this.#input.log(
			connectionEntry({ atUs: this.#input.now(), type: 'end', kind: 'end', reason: 'the connection ended' }),
			NOT_DECIDED,
		);
		this.#input.onEnd();
	}
}
