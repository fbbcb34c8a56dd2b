import type { Violation } from '@refrain/protocol';
import type { Message } from '@refrain/traffic';

/** What carries the messages of one client: a WebSocket, or Engine.IO's polling that becomes one. */
export interface Transport {
	/** Begins to read; before that nothing is told. */
	start(): void;
	/** `fragments`: sizes to cut the message into; one frame when empty. */
	send(type: 'text' | 'binary' | 'ping' | 'pong', payload: Uint8Array, fragments?: readonly number[]): void;
	/** Sends a close frame and ends the connection when the client has answered it, or after a while. */
	close(payload: Uint8Array): void;
	/** Ends TCP without a close frame. */
	drop(how: 'fin' | 'reset'): void;
	/** Reads no more. */
	stall(): void;
	/** Takes no more than this many bytes of the client in a second from now on, so that its buffers fill. */
	readSlowly(bytesPerSecond: number): void;
}

export interface TransportEvents {
	/** Complete messages of the client, control frames among them. */
	onMessage: (message: Pick<Message, 'type' | 'payload'>) => void;
	/** The client broke a rule, told in one sentence; the connection is being closed with this code. */
	onViolation: (problem: Pick<Violation, 'code' | 'message'>, closeCode: number) => void;
	/** The connection has ended. */
	onEnd: () => void;
}
