import type { Socket } from 'node:net';
import type { Sender } from '@refrain/protocol';
import type { Endpoint } from '../endpoint.ts';
import type { Command, DialFailure, Negotiation, Rewriter } from '../modes/mode.ts';
import { guessProtocol } from '../modes/protocol-guess.ts';
import { badGateway } from '../modes/refusal.ts';
import type { LinkEvents } from '../recorder.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import type { Clock } from './clock.ts';
import { type DialOptions, dial, secure } from './dial.ts';
import { awaitFirstBytes } from './first-bytes.ts';
import { type Peer, pipeBoth } from './pipe.ts';
import { SilentClient, type TerminatedClient, terminateTls } from './tls-termination.ts';

/** What the connections of a capture share. */
export interface RelayContext {
	recorder: LinkEvents;
	clock: Clock;
	dialOptions: DialOptions;
	/** Ends the TLS of clients; null: TLS passes through unread. */
	authority: CertificateAuthority | null;
	onBytes(sender: Sender, count: number): void;
	onDialFailed(endpoint: Endpoint, failure: DialFailure): void;
	onClientTlsFailed(endpoint: Endpoint, error: NodeJS.ErrnoException): void;
	/** TLS, or another protocol than HTTP, goes through unread. */
	onUnread(endpoint: Endpoint, protocol: 'tls' | 'other'): void;
	/** Whether the endpoint is one of the capture's own ports. */
	isOwn(endpoint: Endpoint): boolean;
	/** Both sides are gone. */
	onClosed(connection: RelayedConnection): void;
}

/** How long a refused client may take to read its answer and go. */
const REFUSED_LINGER_MS = 2000;
const NOTHING = new Uint8Array(0);

/** One accepted client, from the negotiation to the end of both sides. */
export class RelayedConnection {
	readonly #link: number;
	readonly #client: Socket;
	readonly #negotiation: Negotiation;
	readonly #context: RelayContext;
	/** The socket to the service from the moment it is dialed. */
	#server: Socket | null = null;
	/** The service once it was reached. */
	#reached: { peer: Peer; endpoint: Endpoint } | null = null;
	#openSockets = 1;
	/** Both sides talk to each other (or Refrain plays the service): each end is passed on for itself. */
	#joined = false;
	#clientSpoke = false;
	#rewriter: Rewriter | undefined;
	/** Whether the recorder knows of this connection. */
	#recorded = false;

	constructor(
		link: number,
		client: Socket,
		{ negotiation, context }: { negotiation: Negotiation; context: RelayContext },
	) {
		this.#link = link;
		this.#client = client;
		this.#negotiation = negotiation;
		this.#context = context;
		client.on('close', () => this.#socketClosed());
	}

	/** @param originalDestination where the client meant to go, when it was led here */
	start(originalDestination: Endpoint | null): void {
		const client = this.#client;
		// Until the relay takes over: a client that goes away is simply gone.
		client.on('error', this.#destroy);
		const clientAddress = addressOf(client.remoteAddress, client.remotePort) ?? '';
		this.#run(this.#negotiation.start({ clientAddress, originalDestination }));
	}

	/** Cuts both sides. */
	destroy(): void {
		this.#client.destroy();
		this.#server?.destroy();
	}

	readonly #destroy = () => this.destroy();
	readonly #negotiate = (chunk: Buffer) => this.#run(this.#negotiation.bytes(chunk));

	#run(commands: readonly Command[]): void {
		for (const command of commands) this.#runOne(command);
	}

	#runOne(command: Command): void {
		switch (command.do) {
			case 'read':
				this.#client.on('data', this.#negotiate);
				this.#client.on('end', this.#destroy);
				this.#client.resume();
				return;
			case 'dial':
				this.#stopReading();
				this.#dial(command.endpoint);
				return;
			case 'reply':
				this.#client.write(command.bytes);
				return;
			case 'relay':
				this.#relay(command);
				return;
			case 'refuse':
				this.#refuse({ socket: this.#client, first: command.first, answer: command.answer });
				return;
			case 'close':
				this.#stopReading();
				this.#end();
				return;
		}
	}

	#stopReading(): void {
		this.#client.pause();
		this.#client.off('data', this.#negotiate);
		this.#client.off('end', this.#destroy);
	}

	/** What was answered shall arrive: unread bytes would turn the end into a reset. */
	#end(): void {
		this.#client.end();
		this.#client.resume();
		setTimeout(this.#destroy, REFUSED_LINGER_MS).unref();
	}

	#dial(endpoint: Endpoint): void {
		const failed = (failure: DialFailure) => {
			this.#server = null;
			this.#context.onDialFailed(endpoint, failure);
			if (!this.#client.destroyed) this.#run(this.#negotiation.dialFailed(failure));
		};
		if (this.#context.isOwn(endpoint)) {
			failed({ kind: 'loop', reason: 'that is the recorder itself' });
			return;
		}
		this.#server = dial(endpoint, this.#context.dialOptions, {
			ok: (peer) => {
				this.#openSockets++;
				peer.raw.on('close', () => this.#socketClosed());
				// Until the relay takes over.
				peer.socket.on('error', this.#destroy);
				this.#reached = { peer, endpoint };
				if (this.#client.destroyed) peer.raw.destroy();
				else this.#run(this.#negotiation.dialed());
			},
			failed,
		});
	}

	#relay({ first, anything, rewriter }: { first: Uint8Array; anything: boolean; rewriter?: Rewriter }): void {
		this.#rewriter = rewriter;
		if (!this.#reached) return;
		const { peer } = this.#reached;
		const client: Peer = { socket: this.#client, raw: this.#client };
		if (!anything && this.#context.authority === null) {
			this.#join(client, peer, { first, recorded: true });
		} else if (first.length > 0) {
			this.#relayAs(guessProtocol(first), first, anything);
		} else {
			awaitFirstBytes(client.socket, peer.socket, (spoken) => {
				if (spoken === null) this.destroy();
				else this.#relayAs(spoken.sender === 'client' ? guessProtocol(spoken.chunk) : 'other', NOTHING, anything);
			});
		}
	}

	#relayAs(protocol: ReturnType<typeof guessProtocol>, first: Uint8Array, anything: boolean): void {
		if (!this.#reached) return;
		const { peer, endpoint } = this.#reached;
		const { authority, onUnread } = this.#context;
		if (protocol === 'tls' && authority !== null) {
			if (first.length > 0) this.#client.unshift(first);
			this.#terminate(authority, anything);
			return;
		}
		const recorded = !anything || protocol === 'http';
		if (anything && protocol !== 'http') onUnread(endpoint, protocol);
		this.#join({ socket: this.#client, raw: this.#client }, peer, { first, recorded });
	}

	#terminate(authority: CertificateAuthority, anything: boolean): void {
		if (!this.#reached) return;
		const { peer, endpoint } = this.#reached;
		terminateTls(
			this.#client,
			{ authority, host: endpoint.host },
			{
				failed: (error) => {
					this.#context.onClientTlsFailed(endpoint, error);
					this.destroy();
				},
				ok: (client) => {
					client.peer.socket.on('error', this.#destroy);
					this.#tellSilence(client.peer.socket, endpoint);
					if (anything && !endpoint.tls) this.#secureService(client, { peer, endpoint });
					else this.#join(client.peer, peer, { first: NOTHING, recorded: true });
				},
			},
		);
	}

	/** Some clients finish the handshake, then look at the certificate, and go without a word when they do not trust it. */
	#tellSilence(client: Socket, endpoint: Endpoint): void {
		client.once('close', () => {
			if (!this.#clientSpoke) this.#context.onClientTlsFailed(endpoint, new SilentClient());
		});
	}

	/** The client spoke TLS to who it named: so does Refrain, to the name that the client asked for. */
	#secureService({ peer: client, serverName }: TerminatedClient, reached: { peer: Peer; endpoint: Endpoint }): void {
		const endpoint = { ...reached.endpoint, host: serverName ?? reached.endpoint.host, tls: true };
		const { dialOptions, onDialFailed } = this.#context;
		secure(reached.peer, {
			endpoint,
			options: dialOptions,
			outcome: {
				ok: (peer) => {
					this.#reached = { peer, endpoint };
					peer.socket.on('error', this.#destroy);
					this.#join(client, peer, { first: NOTHING, recorded: true });
				},
				failed: (failure) => {
					onDialFailed(endpoint, failure);
					const answer = badGateway(`Refrain could not reach ${endpoint.host}: ${failure.reason}.`);
					this.#refuse({ socket: client.socket, first: NOTHING, answer });
				},
			},
		});
	}

	#join(client: Peer, server: Peer, { first, recorded }: { first: Uint8Array; recorded: boolean }): void {
		const { recorder, clock, onBytes } = this.#context;
		const link = this.#link;
		this.#joined = true;
		if (recorded) this.#opened();
		const bytes = (sender: Sender, chunk: Uint8Array) => {
			if (recorded) recorder.bytes(link, sender, chunk, clock.nowUs());
			if (sender === 'client') this.#clientSpoke = true;
			onBytes(sender, chunk.length);
		};
		// From here on the relay tells an error of one side to the other.
		client.socket.off('error', this.#destroy);
		client.raw.off('error', this.#destroy);
		server.socket.off('error', this.#destroy);
		if (first.length > 0) {
			server.socket.write(first);
			bytes('client', first);
		}
		pipeBoth(client, server, {
			rewriter: this.#rewriter,
			watcher: {
				bytes,
				ended: (sender, how) => {
					if (recorded) recorder.ended(link, sender, how, clock.nowUs());
				},
			},
		});
	}

	/** Plays the service's part: the client's request is recorded with this answer. */
	#refuse({ socket, first, answer }: { socket: Socket; first: Uint8Array; answer: Uint8Array }): void {
		const { recorder, clock } = this.#context;
		const link = this.#link;
		let answered = false;
		const take = (chunk: Uint8Array) => {
			recorder.bytes(link, 'client', chunk, clock.nowUs());
			this.#clientSpoke = true;
			if (answered) return;
			answered = true;
			recorder.bytes(link, 'server', answer, clock.nowUs());
			recorder.ended(link, 'server', 'fin', clock.nowUs());
			socket.end(answer);
			setTimeout(this.#destroy, REFUSED_LINGER_MS).unref();
		};
		this.#joined = true;
		this.#opened();
		socket.off('error', this.#destroy);
		socket.on('error', () => {
			recorder.ended(link, 'client', 'reset', clock.nowUs());
			this.destroy();
		});
		socket.on('end', () => {
			recorder.ended(link, 'client', 'fin', clock.nowUs());
			socket.end();
		});
		socket.on('data', take);
		if (first.length > 0) take(first);
		socket.resume();
	}

	#opened(): void {
		const server = this.#reached?.peer.raw;
		this.#context.recorder.opened(this.#link, {
			clientAddress: addressOf(this.#client.remoteAddress, this.#client.remotePort),
			serverAddress: server ? addressOf(server.remoteAddress, server.remotePort) : null,
			tls: this.#reached?.endpoint.tls ?? false,
		});
		this.#recorded = true;
	}

	#socketClosed(): void {
		this.#openSockets--;
		if (this.#openSockets > 0) {
			// The client went before the service was reached, or during the negotiation.
			if (!this.#joined) this.destroy();
			return;
		}
		if (this.#reached === null) this.#server?.destroy();
		if (this.#recorded) this.#context.recorder.closed(this.#link, this.#context.clock.nowUs());
		this.#context.onClosed(this);
	}
}

function addressOf(host: string | undefined, port: number | undefined): string | null {
	if (host === undefined || port === undefined) return null;
	// An IPv4 client on a dual-stack socket.
	return `${host.replace(/^::ffff:/, '').replace(/^(.*:.*)$/, '[$1]')}:${port}`;
}
