import { type RawData, WebSocket } from 'ws';
import type { DemoBehaviour } from './faults.ts';
import { type Random, randomId } from './random.ts';

const NEWS = [
	'Market data updated',
	'A new user has joined',
	'Backup finished',
	'Weather: sunny, 22 degrees',
	'Two orders are waiting',
] as const;

export interface DemoConnectionOptions {
	behaviour: DemoBehaviour;
	pushMs: number;
	random: Random;
}

/** Plays the service on one WebSocket: a greeting, pushes on a timer, an answer to every message. */
export function serveDemoConnection(socket: WebSocket, options: DemoConnectionOptions): void {
	const { behaviour, pushMs, random } = options;
	const news = shuffledNews(random);
	let pushes = 0;
	let clientMessages = 0;

	send(socket, { type: 'connection', message: 'Connected to the Refrain demo service' });
	const timer = setInterval(() => {
		pushes += 1;
		const data = news.next().value;
		const clientId = randomId(random);
		if (pushes === behaviour.skippedPush) return;
		send(socket, { type: 'message', data, clientId });
	}, pushMs);
	socket.on('close', () => clearInterval(timer));
	socket.on('error', () => clearInterval(timer));

	socket.on('message', (data, isBinary) => {
		if (isBinary) {
			socket.send(data, { binary: true });
			return;
		}
		const original = parseJson(data);
		if (original === undefined) {
			send(socket, { type: 'error', message: 'Messages must be JSON' });
			return;
		}
		const type = typeOf(original);
		if (type === 'client_message') clientMessages += 1;
		const broken = type === 'client_message' && clientMessages === behaviour.echoWithoutContent;
		send(socket, { type: 'echo', original: broken ? withoutContent(original) : original });
		if (type === 'bye') socket.close(behaviour.closeCode, behaviour.closeReason);
	});
}

/** Each of the five once in every five pushes, in a new order each time: a visit of thirteen seconds hears them all. */
function* shuffledNews(random: Random): Generator<string, never> {
	for (;;) {
		const deck = [...NEWS];
		while (deck.length > 0) yield* deck.splice(Math.floor(random() * deck.length), 1);
	}
}

function send(socket: WebSocket, message: Record<string, unknown>): void {
	if (socket.readyState !== WebSocket.OPEN) return;
	socket.send(JSON.stringify({ ...message, timestamp: new Date().toISOString() }));
}

/** The parsed text, or undefined when it is no JSON (which JSON itself cannot express). */
function parseJson(data: RawData): unknown {
	try {
		return JSON.parse(data.toString());
	} catch {
		return undefined;
	}
}

function typeOf(message: unknown): unknown {
	return typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
}

function withoutContent(message: unknown): unknown {
	return Object.fromEntries(Object.entries(message as object).filter(([name]) => name !== 'content'));
}
