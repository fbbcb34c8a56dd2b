import { encodeClosePayload } from '@refrain/protocol';
import { encodeUtf8, type JsonValue, stringifyJson } from '@refrain/traffic';
import type { ClientMessage } from '../matching/message-key.ts';
import { matchesPattern } from './pattern.ts';
import type { MockRule, RuleAction } from './rule.ts';
import { fillTemplate, type TemplateContext } from './template.ts';

/** What the rules of one mock share: counters over all connections, and randomness. */
export interface RuleWorld {
	readonly counters: Map<string, number>;
	readonly random: () => number;
}

/** Something that a rule asks for. */
export type RuleEffect =
	| { type: 'send'; payload: Uint8Array; to: 'sender' | 'all' | 'others'; atUs: number; rule: string }
	| { type: 'close'; payload: Uint8Array; rule: string };

export interface RuleRunnerInput {
	/** Asked anew each time, so that changed rules hold at once. */
	rules: () => readonly MockRule[];
	world: RuleWorld;
	/** Path of the connection, without query. */
	path: string;
	connection: number;
	openedAtUs: number;
}

/** The rules of one connection: which act on a message, on connecting, or on time. */
export class RuleRunner {
	readonly #input: RuleRunnerInput;
	readonly #state = new Map<string, JsonValue>();
	readonly #acted = new Map<MockRule, number>();
	/** When each timed rule acts next. */
	readonly #nextUs = new Map<MockRule, number>();

	constructor(input: RuleRunnerInput) {
		this.#input = input;
	}

	/** Null when no timed rule will act. */
	get nextDueUs(): number | null {
		const times = this.#timed().map((rule) => this.#dueUs(rule));
		return times.length === 0 ? null : Math.min(...times);
	}

	onConnect(nowUs: number): RuleEffect[] {
		return this.#able().flatMap((rule) => ('connect' in rule.when ? this.#act(rule, null, nowUs) : []));
	}

	/** What the timed rules that have become due ask for. */
	onTime(nowUs: number): RuleEffect[] {
		return this.#timed().flatMap((rule) => {
			if (this.#dueUs(rule) > nowUs || !('everyMs' in rule.when)) return [];
			this.#nextUs.set(rule, this.#dueUs(rule) + rule.when.everyMs * 1000);
			return this.#act(rule, null, nowUs);
		});
	}

	/** The first rule for this message decides; null when there is none. */
	onMessage(live: ClientMessage, nowUs: number): { rule: MockRule; effects: RuleEffect[] } | null {
		const rule = this.#able().find(({ when }) => 'message' in when && matchesPattern(when.message, live));
		return rule === undefined ? null : { rule, effects: this.#act(rule, live.decoded.value, nowUs) };
	}

	#able(): MockRule[] {
		const { path } = this.#input;
		return this.#input
			.rules()
			.filter((rule) => rule.enabled && (rule.path === undefined || rule.path === path))
			.filter((rule) => (this.#acted.get(rule) ?? 0) < (rule.times ?? Number.POSITIVE_INFINITY));
	}

	#timed(): MockRule[] {
		return this.#able().filter(({ when }) => 'everyMs' in when);
	}

	#dueUs(rule: MockRule): number {
		const everyUs = 'everyMs' in rule.when ? rule.when.everyMs * 1000 : 0;
		return this.#nextUs.get(rule) ?? this.#input.openedAtUs + everyUs;
	}

	#act(rule: MockRule, message: JsonValue, nowUs: number): RuleEffect[] {
		this.#acted.set(rule, (this.#acted.get(rule) ?? 0) + 1);
		return rule.do.flatMap((action) => this.#perform(action, { rule, message, nowUs }));
	}

	#perform(action: RuleAction, about: { rule: MockRule; message: JsonValue; nowUs: number }): RuleEffect[] {
		const { rule, message, nowUs } = about;
		const { world, connection } = this.#input;
		const { counters, random } = world;
		const context: TemplateContext = { message, state: this.#state, counters, connection, nowUs, random };
		if ('count' in action) {
			counters.set(action.count, (counters.get(action.count) ?? 0) + 1);
			return [];
		}
		if ('set' in action) {
			for (const [name, value] of Object.entries(action.set)) this.#state.set(name, fillTemplate(value, context));
			return [];
		}
		if ('close' in action) {
			return [{ type: 'close', payload: encodeClosePayload(action.close, action.reason), rule: rule.name }];
		}
		const filled = fillTemplate(action.send, context);
		const payload = encodeUtf8(typeof filled === 'string' ? filled : stringifyJson(filled));
		return [{ type: 'send', payload, to: action.to, atUs: nowUs + action.delayMs * 1000, rule: rule.name }];
	}
}
