import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isUpgradeRequest, judgeUpgradeRequest, type RequestHead } from '@refrain/protocol';
import type { EntryDraft } from '../connection/command.ts';
import { connectionEntry } from '../connection/entry-draft.ts';
import { MockError } from '../mock-error.ts';
import { type EntryPlace, MockJournal } from '../mock-journal.ts';
import type { MockLogEntry } from '../mock-log.ts';
import type { MockPlan, Route } from '../script/mock-plan.ts';
import { ClientConnection } from './client-connection.ts';
import { answerHttp } from './http-answer.ts';
import { requestHead } from './request-head.ts';
import type { PushRequest } from './start-mock.ts';
import { acceptUpgrade, refuseUpgrade, refuseWith } from './upgrade-response.ts';

export interface MockServerInput {
	plan: MockPlan;
	onEntry: (entry: MockLogEntry) => void;
	now: () => number;
	maxMessageBytes: number;
}

/** The listening side: HTTP and handshakes on one port. */
export class MockServer {
	readonly journal = new MockJournal();
	/** Replaced on reload; open connections keep the one they came under. */
	plan: MockPlan;
	readonly #input: MockServerInput;
	readonly #server: Server;
	readonly #clients = new Set<ClientConnection>();

	constructor(input: MockServerInput) {
		this.#input = input;
		this.plan = input.plan;
		this.#server = createServer({ headersTimeout: 10_000, keepAliveTimeout: 5_000 });
		this.#server.on('request', (request, response) => void this.#answer(request, response));
		this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket as Socket, head));
	}

	listen({ host, port }: { host: string; port: number }): Promise<number> {
		return new Promise((resolve, reject) => {
			this.#server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, { host, port })));
			this.#server.listen(port, host, () => {
				this.#server.removeAllListeners('error');
				resolve((this.#server.address() as AddressInfo).port);
			});
		});
	}

	push({ message, connections, path }: PushRequest): { delivered: number } {
		const isBytes = message instanceof Uint8Array;
		const text = typeof message === 'string' ? message : JSON.stringify(message);
		const payload = isBytes ? message : new TextEncoder().encode(text);
		const chosen = [...this.#clients].filter(
			(client) =>
				(connections === undefined || connections.includes(client.number)) &&
				(path === undefined || client.path.split('?')[0] === path),
		);
		for (const client of chosen) client.push(payload, isBytes ? 'binary' : 'text');
		return { delivered: chosen.length };
	}

	async stop(): Promise<void> {
		for (const client of this.#clients) client.destroy();
		await new Promise<void>((resolve) => {
			this.#server.close(() => resolve());
			this.#server.closeAllConnections();
		});
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const head = requestHead(request);
		const body = await readBody(request);
		// A WebSocket request that Node does not take for an upgrade: no GET, or no "Connection: Upgrade".
		const answer = body === null || isUpgradeRequest(head) ? null : this.plan.http.answer({ ...head, body });
		const kind = `${head.method} ${head.target}`;
		const place = this.#place(request.socket, head.target, 0);
		const about = { atUs: this.#input.now(), type: 'http', kind } as const;
		if (answer !== null) {
			const preview = `${answer.exchange.response?.status ?? ''}`;
			this.#log({ ...connectionEntry({ ...about, preview, decision: 'MATCH', reason: 'recorded' }) }, place);
			await answerHttp(answer, response, this.plan.options);
			return;
		}
		this.#log(connectionEntry({ ...about, preview: '404', decision: 'NO_MATCH', reason: 'not recorded' }), place);
		response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
		response.end(`Refrain mock: ${kind} was not recorded. Recorded WebSocket paths: ${this.plan.paths.join(', ')}\n`);
	}

	#upgrade(request: IncomingMessage, socket: Socket, head: Uint8Array): void {
		// From here on nobody else listens; a client that resets the connection must not end the process.
		socket.on('error', () => socket.destroy());
		const asked = requestHead(request);
		const [problem] = judgeUpgradeRequest(asked);
		if (problem !== undefined) {
			const isVersion = problem.code === 'missing-version';
			const refusal = refuseWith(
				isVersion ? 426 : 400,
				isVersion ? 'Upgrade Required' : 'Bad Request',
				problem.message,
			);
			this.#refuse(socket, asked, { bytes: refusal, reason: problem.message });
			return;
		}
		const route = this.plan.route(asked);
		if (route.type === 'accept') this.#accept({ asked, socket, head }, route);
		else if (route.type === 'refuse') {
			const status = route.connection.handshake?.response?.status ?? 403;
			this.#refuse(socket, asked, {
				bytes: refuseUpgrade(route.connection),
				reason: `refused with ${status} as recorded`,
			});
		} else {
			const reason = `no WebSocket on ${asked.target} was recorded; recorded: ${route.paths.join(', ') || 'none'}`;
			const bytes = refuseWith(404, 'Not Found', `Refrain mock: ${reason}`);
			this.#refuse(socket, asked, { bytes, reason });
		}
	}

	#refuse(socket: Socket, asked: RequestHead, { bytes, reason }: { bytes: Uint8Array; reason: string }): void {
		this.journal.refused += 1;
		const entry = connectionEntry({ atUs: this.#input.now(), type: 'handshake', kind: 'handshake', reason });
		this.#log(entry, this.#place(socket, asked.target, 0));
		socket.end(bytes);
	}

	#accept(
		{ asked, socket, head }: { asked: RequestHead; socket: Socket; head: Uint8Array },
		{ script, scripts }: Extract<Route, { type: 'accept' }>,
	): void {
		const { response, subprotocol, deflate } = acceptUpgrade(asked, script.connection);
		socket.setNoDelay(true);
		socket.setTimeout(0);
		socket.write(response);
		const number = ++this.journal.connections;
		this.journal.openConnections += 1;
		const place = this.#place(socket, asked.target, number);
		const preview = [subprotocol, deflate === null ? null : 'permessage-deflate'].filter(Boolean).join(', ');
		const atUs = this.#input.now();
		this.#log(connectionEntry({ atUs, type: 'handshake', kind: 'handshake', preview, reason: 'accepted' }), place);
		const plan = this.plan;
		const client = new ClientConnection({
			number,
			socket,
			request: asked,
			head,
			script,
			scripts,
			plan: () => plan,
			subprotocol,
			deflate,
			now: this.#input.now,
			maxMessageBytes: this.#input.maxMessageBytes,
			log: (draft, matchUs) => this.#log(draft, place, matchUs),
			onEnd: () => {
				this.journal.openConnections -= 1;
				this.#clients.delete(client);
			},
		});
		this.#clients.add(client);
	}

	#place({ remoteAddress, remotePort }: Socket, path: string, connection: number): EntryPlace {
		return { connection, clientAddress: `${remoteAddress ?? '?'}:${remotePort ?? '?'}`, path };
	}

	#log(draft: EntryDraft, place: EntryPlace, matchUs: number | null = null): void {
		this.#input.onEntry(this.journal.add(draft, place, matchUs));
	}
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Null when the client broke off, or sends more than any recorded request can be equal to. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const chunk of request) {
			bytes += chunk.length;
			if (bytes > MAX_BODY_BYTES) return null;
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} catch {
		return null;
	}
}

function listenError(cause: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): MockError {
	const details = { host, port };
	if (cause.code === 'EADDRINUSE') {
		const message = `Port ${port} on ${host} is in use by another process. Stop it, or choose another port.`;
		return new MockError('PORT_IN_USE', message, { cause, details });
	}
	const reasons: Record<string, string> = {
		EACCES: 'it needs more rights; choose a port above 1023',
		EADDRNOTAVAIL: 'this machine has no such address',
		ENOTFOUND: 'the host name is not known',
	};
	const reason = reasons[cause.code ?? ''] ?? cause.message;
	return new MockError('CANNOT_LISTEN', `Cannot listen on ${host}:${port}: ${reason}.`, { cause, details });
}
