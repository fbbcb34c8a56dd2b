import {
	buildResponse,
	type ConversationEvent,
	encodeFrame,
	type Frame,
	headerValue,
	OPCODE,
	opcodeName,
	secWebSocketAccept,
} from '@refrain/protocol';
import { decodeUtf8, encodeUtf8, type RecordedConnection } from '@refrain/traffic';
import type { WebSocketPlan } from '../src/plan/connection-plan.ts';
import { planConnection } from '../src/plan/plan-connection.ts';
import type { Command, Step } from '../src/play/player.ts';
import { WebSocketPlayer } from '../src/play/websocket-player.ts';
import { type ReplayOptionsInput, replayOptionsSchema } from '../src/replay-options.ts';
import { LiveValues } from '../src/values/live-values.ts';
import { Transformer } from '../src/values/transformer.ts';

export const NO_TRANSFORMS = new Transformer([], { variables: {}, seed: '', sign: () => new Uint8Array(0) });

const KEY = 'AAECAwQFBgcICQoLDA0ODw==';

/** A player under a clock of our own, against a target that does what the test says. Times in milliseconds since the handshake. */
export class Played {
	readonly player: WebSocketPlayer;
	/** What the client did: 'when what'. */
	readonly log: string[] = [];
	readonly frames: Frame[] = [];
	readonly events: ConversationEvent[] = [];
	#nowUs = 5_000_000_000;
	readonly #zeroUs: number;

	constructor(recorded: RecordedConnection, options: ReplayOptionsInput = {}) {
		this.player = new WebSocketPlayer({
			plan: planConnection(recorded) as WebSocketPlan,
			target: { tls: false, host: 'target', port: 80, path: '/ws?room=1', hostHeader: 'target' },
			options: replayOptionsSchema.parse(options),
			connection: 0,
			values: new LiveValues([]),
			transformer: NO_TRANSFORMS,
			random: { maskingKey: () => 0x01020304, webSocketKey: () => KEY },
		});
		this.#zeroUs = this.#nowUs;
		this.#take(this.player.connected(this.#nowUs));
	}

	/** The target answers the handshake. */
	accept(headers: [string, string][] = []): this {
		const fixed: [string, string][] = [
			['Upgrade', 'websocket'],
			['Connection', 'Upgrade'],
			['Sec-WebSocket-Accept', secWebSocketAccept(KEY)],
		];
		return this.bytes(buildResponse({ status: 101, reason: 'Switching Protocols', headers: [...fixed, ...headers] }));
	}

	/** The target sends a text, or a frame. */
	say(payload: string | Uint8Array, opcode: number = OPCODE.text): this {
		const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
		return this.bytes(encodeFrame({ opcode, payload: bytes, maskingKey: null }));
	}

	bytes(bytes: Uint8Array): this {
		this.#take(this.player.received(bytes, this.#nowUs));
		return this;
	}

	end(how: 'fin' | 'reset'): this {
		this.#take(this.player.ended(how, this.#nowUs));
		return this;
	}

	stop(): this {
		this.#take(this.player.stop(this.#nowUs));
		return this;
	}

	/** Lets time pass; the player does what falls due on the way. */
	until(atMs: number): this {
		const untilUs = this.#zeroUs + atMs * 1000;
		for (let turns = 0; turns < 1000; turns++) {
			const { wakeAtUs } = this.player;
			if (wakeAtUs === null || wakeAtUs > untilUs) break;
			this.#nowUs = Math.max(this.#nowUs, wakeAtUs);
			this.#take(this.player.tick(this.#nowUs));
		}
		this.#nowUs = untilUs;
		return this;
	}

	/** The handshake request as it was sent. */
	header(name: string): string | null {
		const found = this.events.find((event) => event.type === 'handshake-request');
		return found?.type === 'handshake-request' ? headerValue(found.request.headers, name) : null;
	}

	#take({ commands, events }: Step): void {
		for (const event of events) {
			this.events.push(event);
			if (event.type !== 'frame' || event.frame.sender !== 'client') continue;
			this.frames.push(event.frame);
			this.#note(describe(event.frame));
		}
		for (const command of commands) if (command.type !== 'write') this.#note(nameOf(command));
	}

	#note(what: string): void {
		this.log.push(`${Math.round((this.#nowUs - this.#zeroUs) / 1000)} ${what}`);
	}
}

function nameOf({ type }: Command): string {
	return type;
}

function describe({ opcode, fin, payload }: Frame): string {
	if (opcode === OPCODE.close) return `close ${((payload[0] ?? 0) << 8) | (payload[1] ?? 0)}`;
	const name = opcode === OPCODE.text ? '' : `${opcodeName(opcode)} `;
	return `${name}${decodeUtf8(payload) ?? payload.join()}${fin ? '' : ' ...'}`;
}
