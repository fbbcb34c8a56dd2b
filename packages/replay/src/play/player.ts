import type { ConversationEvent } from '@refrain/protocol';

/** What the sockets are asked to do. */
export type Command =
	| { type: 'write'; bytes: Uint8Array }
	/** Ends our half of the TCP connection. */
	| { type: 'end' }
	| { type: 'reset' }
	/** Gives the connection up. */
	| { type: 'destroy' };

/** What a player hands over after each input. */
export interface Step {
	commands: Command[];
	/** What crossed the connection with it, both directions in order. */
	events: ConversationEvent[];
}

export interface PlayerCounts {
	messagesToSend: number;
	messagesSent: number;
	messagesExpected: number;
	messagesReceived: number;
	exchangesTotal: number;
	exchangesDone: number;
}

/** Random things a player needs, given so that it has none of its own. */
export interface PlayerRandom {
	/** 32 bits, RFC 6455 5.3. */
	maskingKey(): number;
	/** Sec-WebSocket-Key: 16 bytes in base64. */
	webSocketKey(): string;
}

/** Plays the client's side of one connection. No socket, no clock: inputs come with the time, microseconds since the epoch. */
export interface Player {
	/** TCP (and TLS) is connected. */
	connected(nowUs: number): Step;
	received(bytes: Uint8Array, nowUs: number): Step;
	/** The target ended its half, or reset the connection. */
	ended(how: 'fin' | 'reset', nowUs: number): Step;
	/** Does what is due. */
	tick(nowUs: number): Step;
	/** Says goodbye early. */
	stop(nowUs: number): Step;
	/** The socket is gone. */
	closed(nowUs: number): Step;
	/** When `tick` has something to do; null when only the target can move things on. */
	readonly wakeAtUs: number | null;
	readonly state: 'connecting' | 'open' | 'closed' | 'failed';
	readonly error: string | null;
	readonly counts: PlayerCounts;
	/** `Message.n` of the recording. */
	readonly waitedInVain: readonly number[];
}
