import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { isUpgradeRequest, judgeUpgradeRequest, type RequestHead } from '@refrain/protocol';
import type { EntryDraft } from '../connection/command.ts';
import { connectionEntry } from '../connection/entry-draft.ts';
import { sidOf } from '../engine-io/payload.ts';
import { handshakeFault } from '../faults/handshake-fault.ts';
import { seededRandom } from '../faults/seeded-random.ts';
import type { HttpRequest } from '../http/http-plan.ts';
import { type MatchSuggestion, type Projection, project, suggestMatches } from '../matching/suggestions.ts';
import { type EntryPlace, MockJournal } from '../mock-journal.ts';
import type { MockLogEntry, MockStats } from '../mock-log.ts';
import { type MockOptions, type MockOptionsInput, parseMockOptions } from '../mock-options.ts';
import type { RuleWorld } from '../rules/rule-runner.ts';
import type { MockPlan, Route } from '../script/mock-plan.ts';
import type { Script } from '../script/script.ts';
import { ClientConnection } from './client-connection.ts';
import { answerControl, CONTROL_PREFIX, type Controlled } from './control-api.ts';
import { EngineIoSessions } from './engine-io-sessions.ts';
import type { EngineIoTransport } from './engine-io-transport.ts';
import { answerHttp } from './http-answer.ts';
import { listenError } from './listen-error.ts';
import type { PushRequest } from './push-request.ts';
import { readBody } from './read-body.ts';
import { requestHead } from './request-head.ts';
import { ServerSocket } from './server-socket.ts';
import type { Transport, TransportEvents } from './transport.ts';
import { acceptUpgrade, refuseUpgrade, refuseWith } from './upgrade-response.ts';

export interface MockServerInput {
	plan: MockPlan;
	onEntry: ((entry: MockLogEntry) => void) | undefined;
	now: () => number;
	maxMessageBytes: number;
	/** Of `node:https`; undefined for plain TCP. */
	tls: TlsOptions | undefined;
}

interface Upgrading {
	asked: RequestHead;
	socket: Socket;
	/** Bytes that came behind the handshake request. */
	head: Uint8Array;
}

interface ToServe {
	asked: RequestHead;
	script: Script;
	scripts: readonly Script[];
	subprotocol: string | null;
	/** What the console says of the handshake. */
	preview: string;
	connect: (events: TransportEvents) => Transport;
	/** Where the client is. */
	socket: Socket;
}

/** The listening side: HTTP and handshakes on one port. */
export class MockServer implements Controlled {
	readonly journal = new MockJournal();
	/** Replaced on reload; open connections keep the one they came under. */
	plan: MockPlan;
	readonly #input: MockServerInput;
	readonly #server: Server;
	readonly #clients = new Set<ClientConnection>();
	/** All that asked for an upgrade: the HTTP server no longer knows them. */
	readonly #sockets = new Set<Socket>();
	readonly #engineIo = new EngineIoSessions();
	readonly #world: RuleWorld;

	constructor(input: MockServerInput) {
		this.#input = input;
		this.plan = input.plan;
		this.#world = { counters: new Map(), random: seededRandom(input.plan.options.seed) };
		const timeouts = { headersTimeout: 10_000, keepAliveTimeout: 5_000 };
		this.#server = input.tls === undefined ? createServer(timeouts) : createSecureServer({ ...timeouts, ...input.tls });
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

	get entries(): readonly MockLogEntry[] {
		return this.journal.entries;
	}

	get options(): MockOptions {
		return this.plan.options;
	}

	stats(): MockStats {
		return this.journal.stats();
	}

	/** @throws MockError `BAD_OPTIONS` */
	setOptions(changes: MockOptionsInput): MockOptions {
		const options = parseMockOptions({ ...this.plan.options, ...changes });
		// Open connections may have come under a plan before the last reload.
		for (const plan of new Set([this.plan, ...[...this.#clients].map((client) => client.plan)])) plan.options = options;
		return options;
	}

	/** How messages that came would have been decided under other options. @throws MockError `BAD_OPTIONS` */
	project(changes: MockOptionsInput): Projection {
		return project(this.journal.decided, parseMockOptions({ ...this.plan.options, ...changes }));
	}

	suggest(n: number): MatchSuggestion[] {
		const { decided } = this.journal;
		const miss = decided.find((message) => message.n === n && message.nearest.length > 0);
		return miss === undefined ? [] : suggestMatches(miss, decided, this.plan.options);
	}

	/** Forgets lines, counts and counters. */
	reset(): void {
		this.journal.reset();
		this.#world.counters.clear();
	}

	connections(): { connection: number; path: string; clientAddress: string }[] {
		return [...this.#clients].map(({ number, path, clientAddress }) => ({ connection: number, path, clientAddress }));
	}

	push({ message, connections, path }: PushRequest): { delivered: number } {
		const isBytes = message instanceof Uint8Array;
		const text = typeof message === 'string' ? message : JSON.stringify(message);
		const payload = isBytes ? message : new TextEncoder().encode(text);
		const chosen = this.#chosen(connections).filter(
			(client) => path === undefined || client.path.split('?')[0] === path,
		);
		for (const client of chosen) client.push(payload, isBytes ? 'binary' : 'text');
		return { delivered: chosen.length };
	}

	close(request: { connections?: readonly number[] | undefined; code: number; reason: string }): { closed: number } {
		const chosen = this.#chosen(request.connections);
		for (const client of chosen) client.close(request.code, request.reason);
		return { closed: chosen.length };
	}

	#chosen(connections: readonly number[] | undefined): ClientConnection[] {
		return [...this.#clients].filter(({ number }) => connections === undefined || connections.includes(number));
	}

	async stop(): Promise<void> {
		const closed = [...this.#sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', resolve)));
		for (const socket of this.#sockets) socket.destroy();
		await new Promise<void>((resolve) => {
			this.#server.close(() => resolve());
			this.#server.closeAllConnections();
		});
		// The counts of open connections are right only after each has said that it ended.
		await Promise.all(closed);
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const head = requestHead(request);
		const body = await readBody(request);
		if (head.target.startsWith(CONTROL_PREFIX)) {
			answerControl(request, response, { mock: this, body: body ?? new Uint8Array() });
			return;
		}
		if (body !== null && this.#answerPolling({ ...head, body }, request, response)) return;
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

	#answerPolling(asked: HttpRequest, { socket }: IncomingMessage, response: ServerResponse): boolean {
		return this.#engineIo.answer(asked, response, {
			paths: this.plan.pollingPaths,
			open: (begin) => {
				const target = `${asked.target.split('?')[0]}?EIO=4&transport=polling`;
				const route = this.plan.route({ ...asked, target });
				if (route.type !== 'accept') return false;
				const { script, scripts } = route;
				const opening = script.pushes.map(({ message }) => sidOf({ type: 'text', payload: message.payload }));
				const sid = opening.find((found) => found !== null) ?? 'refrain-0000';
				const connect = (events: TransportEvents) => begin(events, sid);
				this.#serve({ asked, script, scripts, subprotocol: null, preview: 'polling', connect, socket });
				return true;
			},
		});
	}

	#upgrade(request: IncomingMessage, socket: Socket, head: Uint8Array): void {
		// From here on nobody else listens; a client that resets the connection must not end the process.
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.#sockets.delete(socket));
		this.#sockets.add(socket);
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
		if (this.#failHandshake(socket, asked)) return;
		const polling = this.#engineIo.sessionOf(asked.target);
		const route = this.plan.route(asked);
		if (route.type === 'accept' && polling !== null) this.#goOver({ asked, socket, head }, route.script, polling);
		else if (route.type === 'accept') this.#accept({ asked, socket, head }, route);
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

	/** True when a fault has dealt with the handshake. */
	#failHandshake(socket: Socket, asked: RequestHead): boolean {
		const path = asked.target.split('?')[0] ?? '';
		const fault = handshakeFault(this.plan.options.faults, path, this.#world.random);
		if (fault === null) return false;
		const reason = `fault "${fault.name}"`;
		if (fault.effect.do === 'refuse') {
			const { status } = fault.effect;
			const bytes = refuseWith(status, STATUS_CODES[status] ?? 'Refused', `Refrain mock: ${reason}`);
			this.#refuse(socket, asked, { bytes, reason });
			return true;
		}
		const entry = connectionEntry({ atUs: this.#input.now(), type: 'handshake', kind: 'handshake', reason });
		this.#log(entry, this.#place(socket, asked.target, 0));
		return true;
	}

	#refuse(socket: Socket, asked: RequestHead, { bytes, reason }: { bytes: Uint8Array; reason: string }): void {
		this.journal.refused += 1;
		const entry = connectionEntry({ atUs: this.#input.now(), type: 'handshake', kind: 'handshake', reason });
		this.#log(entry, this.#place(socket, asked.target, 0));
		socket.end(bytes);
	}

	#accept({ asked, socket, head }: Upgrading, { script, scripts }: Extract<Route, { type: 'accept' }>): void {
		const { response, subprotocol, deflate } = acceptUpgrade(asked, script.connection);
		socket.setNoDelay(true);
		socket.setTimeout(0);
		socket.write(response);
		const preview = [subprotocol, deflate === null ? null : 'permessage-deflate'].filter(Boolean).join(', ');
		const { now, maxMessageBytes } = this.#input;
		const connect = (events: TransportEvents) =>
			new ServerSocket({ socket, head, deflate, now, maxMessageBytes, ...events });
		this.#serve({ asked, script, scripts, subprotocol, preview, connect, socket });
	}

	/** A polling client goes over to a WebSocket. */
	#goOver({ asked, socket, head }: Upgrading, script: Script, polling: EngineIoTransport): void {
		const { response, deflate } = acceptUpgrade(asked, script.connection);
		socket.setNoDelay(true);
		socket.setTimeout(0);
		socket.write(response);
		const { now, maxMessageBytes } = this.#input;
		polling.attach((events) => new ServerSocket({ socket, head, deflate, now, maxMessageBytes, ...events }));
	}

	#serve(about: ToServe): void {
		const { asked, script, scripts, subprotocol, preview, connect } = about;
		const number = ++this.journal.connections;
		this.journal.openConnections += 1;
		const place = this.#place(about.socket, asked.target, number);
		const { now } = this.#input;
		this.#log(
			connectionEntry({ atUs: now(), type: 'handshake', kind: 'handshake', preview, reason: 'accepted' }),
			place,
		);
		const client = new ClientConnection({
			number,
			clientAddress: place.clientAddress,
			connect,
			request: asked,
			script,
			scripts,
			plan: this.plan,
			subprotocol,
			now,
			world: this.#world,
			broadcast: (payload) => {
				for (const other of this.#clients) if (other !== client) other.push(payload, 'text');
			},
			log: (draft, { matchUs, decided }) => {
				this.#log(draft, place, matchUs);
				if (decided !== undefined) this.journal.noteDecided({ scripts, live: decided });
			},
			onEnd: () => {
				this.journal.openConnections -= 1;
				this.#clients.delete(client);
			},
		});
		this.#clients.add(client);
		client.start();
	}

	#place({ remoteAddress, remotePort }: Socket, path: string, connection: number): EntryPlace {
		return { connection, clientAddress: `${remoteAddress ?? '?'}:${remotePort ?? '?'}`, path };
	}

	#log(draft: EntryDraft, place: EntryPlace, matchUs: number | null = null): void {
		const entry = this.journal.add(draft, place, matchUs);
		this.#input.onEntry?.(entry());
	}
}
