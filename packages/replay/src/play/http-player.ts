import { buildRequest, type Headers } from '@refrain/protocol';
import type { HttpExchange } from '@refrain/traffic';
import type { HttpPlan } from '../plan/connection-plan.ts';
import type { ReplayOptions } from '../replay-options.ts';
import type { TargetAddress } from '../resolve-target.ts';
import { plannedGapUs } from '../timing.ts';
import type { LiveValues } from '../values/live-values.ts';
import { rewriteBody } from '../values/rewrite-payload.ts';
import { type RequestParts, rewriteRequest } from '../values/rewrite-request.ts';
import type { Transformer } from '../values/transformer.ts';
import { Conversation } from './conversation.ts';
import type { Player, PlayerCounts, Step } from './player.ts';

export interface HttpPlayerSetup {
	plan: HttpPlan;
	target: TargetAddress;
	options: ReplayOptions;
	/** Index of the connection in the snapshot. */
	connection: number;
	values: LiveValues;
	transformer: Transformer;
	/** An answer came: label of its exchange, and how long after the request. */
	onAnswer?: (label: string, latencyUs: number) => void;
}

/** Plays the requests of a recorded HTTP/1.1 connection, each after the answer to the one before. */
export class HttpPlayer implements Player {
	readonly #setup: HttpPlayerSetup;
	readonly #conversation = new Conversation();
	#next = 0;
	#answered = 0;
	/** When the request was sent that is unanswered. */
	#sentUs = 0;
	/** When the last answer was complete. */
	#lastUs = 0;
	#phase: 'connecting' | 'open' | 'ending' | 'done' = 'connecting';
	#failed = false;
	wakeAtUs: number | null = null;
	error: string | null = null;
	readonly waitedInVain: readonly number[] = [];
	readonly counts: PlayerCounts;

	constructor(setup: HttpPlayerSetup) {
		this.#setup = setup;
		const requests = setup.plan.recorded.http.length;
		this.counts = {
			messagesToSend: requests,
			messagesSent: 0,
			messagesExpected: requests,
			messagesReceived: 0,
			exchangesTotal: requests,
			exchangesDone: 0,
		};
	}

	get state(): Player['state'] {
		if (this.#failed) return 'failed';
		return this.#phase === 'done' ? 'closed' : this.#phase === 'connecting' ? 'connecting' : 'open';
	}

	connected(nowUs: number): Step {
		this.#phase = 'open';
		this.#lastUs = nowUs;
		return this.tick(nowUs);
	}

	received(bytes: Uint8Array, nowUs: number): Step {
		for (const event of this.#conversation.received(bytes, nowUs)) {
			if (event.type === 'http') this.#countAnswer(event.exchange, nowUs);
		}
		return this.tick(nowUs);
	}

	ended(how: 'fin' | 'reset', nowUs: number): Step {
		this.#conversation.targetEnded(how, nowUs);
		this.#conversation.end(nowUs);
		this.#finish();
		return this.#conversation.take();
	}

	closed(nowUs: number): Step {
		this.#conversation.over(nowUs);
		this.#finish();
		return this.#conversation.take();
	}

	stop(nowUs: number): Step {
		this.#conversation.cut('destroy', nowUs);
		this.#phase = 'done';
		this.wakeAtUs = null;
		return this.#conversation.take();
	}

	tick(nowUs: number): Step {
		const { plan, options } = this.#setup;
		if (this.#phase === 'ending' && this.wakeAtUs !== null && nowUs >= this.wakeAtUs) {
			this.#conversation.cut('destroy', nowUs);
			this.#phase = 'done';
			this.wakeAtUs = null;
		}
		if (this.#phase !== 'open') return this.#conversation.take();
		if (this.#next > this.#answered) {
			if (this.wakeAtUs !== null && nowUs >= this.wakeAtUs) {
				this.#fail(
					`the target did not answer ${this.#name(this.#answered)} within ${options.answerTimeoutMs / 1000} s`,
				);
				this.#conversation.cut('destroy', nowUs);
				this.#phase = 'done';
				this.wakeAtUs = null;
			}
			return this.#conversation.take();
		}
		const exchange = plan.recorded.http[this.#next];
		if (exchange === undefined) this.#end(nowUs);
		else this.#sendWhenDue(exchange, nowUs);
		return this.#conversation.take();
	}

	#sendWhenDue(exchange: HttpExchange, nowUs: number): void {
		const { values, connection, options } = this.#setup;
		const dueUs = this.#dueUs(exchange);
		const missing = values.isAwaited(connection, { type: 'http', n: exchange.n });
		const latestUs = Math.max(dueUs, this.#lastUs) + (missing ? options.answerTimeoutMs * 1000 : 0);
		if (nowUs < (missing ? latestUs : dueUs)) this.wakeAtUs = missing ? latestUs : dueUs;
		else this.#send(exchange, nowUs);
	}

	#dueUs(exchange: HttpExchange): number {
		const { plan, options } = this.#setup;
		const before = plan.recorded.http[this.#next - 1];
		if (before === undefined) return 0;
		return this.#lastUs + plannedGapUs(exchange.requestAtUs - (before.endedAtUs ?? before.requestAtUs), options);
	}

	#send(exchange: HttpExchange, nowUs: number): void {
		this.#next++;
		this.#sentUs = nowUs;
		this.counts.messagesSent++;
		this.wakeAtUs = nowUs + this.#setup.options.answerTimeoutMs * 1000;
		const { target, values, transformer, connection } = this.#setup;
		const times = { nowUs, recordedAtUs: exchange.requestAtUs };
		const replacements = values.replacements(connection, { type: 'http', n: exchange.n });
		const head = rewriteRequest(transformer.request(exchange.request, times), replacements);
		const body = rewriteBody(exchange.requestBody, replacements, (value) => transformer.body(value, times));
		this.#conversation.write(requestBytes(exchange.request.method, { ...head, body }, target.hostHeader), nowUs);
	}

	#countAnswer(exchange: HttpExchange, nowUs: number): void {
		this.#setup.values.learnHttp(this.#setup.connection, this.#answered, exchange);
		this.#setup.onAnswer?.(this.#name(this.#answered), nowUs - this.#sentUs);
		this.#answered++;
		this.#lastUs = nowUs;
		this.counts.messagesReceived++;
		this.counts.exchangesDone++;
	}

	#end(nowUs: number): void {
		this.#conversation.end(nowUs);
		this.#phase = 'ending';
		this.wakeAtUs = nowUs + this.#setup.options.graceMs * 1000;
	}

	#finish(): void {
		const left = this.#setup.plan.recorded.http.length - this.#answered;
		if (this.#phase === 'open' && left > 0)
			this.#fail(`the target closed the connection before it answered ${this.#name(this.#answered)}`);
		this.#phase = 'done';
		this.wakeAtUs = null;
	}

	#name(n: number): string {
		const request = this.#setup.plan.recorded.http[n]?.request;
		return request === undefined ? 'a request' : `${request.method} ${request.target}`;
	}

	#fail(error: string): void {
		this.#failed = true;
		this.error = error;
	}
}

/** Fields that say how the recorded body was framed or where it went; they are written anew. */
const REWRITTEN = new Set(['host', 'content-length', 'transfer-encoding', 'expect']);

function requestBytes(
	method: string,
	{ target, headers, body }: RequestParts & { body: Uint8Array },
	host: string,
): Uint8Array {
	const kept: Headers = headers.filter(([name]) => !REWRITTEN.has(name.toLowerCase()));
	const hasBody = body.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(method);
	return buildRequest({ method, target, headers: [['Host', host], ...kept], ...(hasBody ? { body } : {}) });
}
