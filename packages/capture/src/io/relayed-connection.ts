import type { Socket } from 'node:net';
import type { Sender } from '@refrain/protocol';
import type { Endpoint } from '../endpoint.ts';
import type { Command, Negotiation } from '../modes/mode.ts';
import type { EndKind, LinkEvents } from '../recorder.ts';
import type { Clock } from './clock.ts';
import { type DialOptions, dial } from './dial.ts';
import { type Peer, pipeBoth } from './pipe.ts';

export interface RelayContext {
	recorder: LinkEvents;
	clock: Clock;
	dialOptions: DialOptions;
	onBytes(sender: Sender, count: number): void;
	onDialFailed(endpoint: Endpoint, reason: string): void;
	/** Both sides are gone. */
	onClosed(connection: RelayedConnection): void;
}

/** How long a refused client may take to read its answer and go. */
const REFUSED_LINGER_MS = 2000;

/** One accepted client, from the negotiation to the end of both sides. */
export class RelayedConnection {
	readonly #link: number;
	readonly #client: Socket;
	readonly #negotiation: Negotiation;
	readonly #context: RelayContext;
	/** The socket to the service from the moment it is dialed. */
	#server: Socket | null = null;
	/** The service once it was reached. */
	#peer: { peer: Peer; endpoint: Endpoint } | null = null;
	#openSockets = 1;
	/** Whether the recorder knows of this connection: it need not know of a failed negotiation. */
	#recorded = false;

	constructor(link: number, client: Socket, { negotiation, ...context }: RelayContext & { negotiation: Negotiation }) {
		this.#link = link;
		this.#client = client;
		this.#negotiation = negotiation;
		this.#context = context;
		client.on('close', () => this.#socketClosed());
	}

	start(): void {
		// Until the relay takes over: a client that goes away is simply gone.
		this.#client.on('error', this.#destroy);
		this.#run(
			this.#negotiation.start({
				clientAddress: addressOf(this.#client.remoteAddress, this.#client.remotePort) ?? '',
				originalDestination: null,
			}),
		);
	}

	/** Cuts both sides. */
	destroy(): void {
		this.#client.destroy();
		this.#server?.destroy();
	}

	readonly #destroy = () => this.destroy();

	#run(commands: readonly Command[]): void {
		for (const command of commands) this.#runOne(command);
	}

	#runOne(command: Command): void {
		switch (command.do) {
			case 'dial':
				this.#dial(command.endpoint);
				return;
			case 'reply':
				this.#client.write(command.bytes);
				return;
			case 'relay':
				this.#relay(command.first);
				return;
			case 'refuse':
				this.#refuse(command.bytes);
				return;
			case 'close':
				this.#client.end();
				return;
		}
	}

	#dial(endpoint: Endpoint): void {
		this.#server = dial(endpoint, this.#context.dialOptions, {
			ok: (peer) => {
				this.#openSockets++;
				peer.socket.on('close', () => this.#socketClosed());
				this.#peer = { peer, endpoint };
				if (this.#client.destroyed) peer.socket.destroy();
				else this.#run(this.#negotiation.dialed());
			},
			failed: (reason) => {
				this.#server = null;
				this.#context.onDialFailed(endpoint, reason);
				if (!this.#client.destroyed) this.#run(this.#negotiation.dialFailed(reason));
			},
		});
	}

	#relay(first: Uint8Array): void {
		if (!this.#peer) return;
		const { peer, endpoint } = this.#peer;
		const { recorder, clock, onBytes } = this.#context;
		const link = this.#link;
		this.#opened(peer.socket, endpoint.tls);
		const bytes = (sender: Sender, chunk: Uint8Array) => {
			recorder.bytes(link, sender, chunk, clock.nowUs());
			onBytes(sender, chunk.length);
		};
		this.#client.off('error', this.#destroy);
		if (first.length > 0) {
			peer.socket.write(first);
			bytes('client', first);
		}
		pipeBoth({ socket: this.#client, raw: this.#client }, peer, {
			bytes,
			ended: (sender, how) => recorder.ended(link, sender, how, clock.nowUs()),
		});
	}

	/** Plays the service's part: the client's request is recorded with this answer. */
	#refuse(answer: Uint8Array): void {
		const { recorder, clock } = this.#context;
		const link = this.#link;
		const client = this.#client;
		let answered = false;
		const ended = (how: EndKind) => recorder.ended(link, 'client', how, clock.nowUs());
		this.#opened(null, false);
		client.off('error', this.#destroy);
		client.on('error', () => {
			ended('reset');
			client.destroy();
		});
		client.on('end', () => {
			ended('fin');
			client.end();
		});
		client.on('data', (chunk) => {
			recorder.bytes(link, 'client', chunk, clock.nowUs());
			if (answered) return;
			answered = true;
			client.end(answer);
			recorder.bytes(link, 'server', answer, clock.nowUs());
			recorder.ended(link, 'server', 'fin', clock.nowUs());
			setTimeout(() => client.destroy(), REFUSED_LINGER_MS).unref();
		});
		client.resume();
	}

	#opened(server: Socket | null, tls: boolean): void {
		this.#context.recorder.opened(this.#link, {
			clientAddress: addressOf(this.#client.remoteAddress, this.#client.remotePort),
			serverAddress: server && addressOf(server.remoteAddress, server.remotePort),
			tls,
		});
		this.#recorded = true;
	}

	#socketClosed(): void {
		this.#openSockets--;
		if (this.#openSockets > 0) {
			// The client went before the service was reached, or during the negotiation.
			if (!this.#recorded) this.destroy();
			return;
		}
		if (this.#peer === null) this.#server?.destroy();
		if (this.#recorded) this.#context.recorder.closed(this.#link, this.#context.clock.nowUs());
		this.#context.onClosed(this);
	}
}

function addressOf(host: string | undefined, port: number | undefined): string | null {
	if (host === undefined || port === undefined) return null;
	// An IPv4 client on a dual-stack socket.
	return `${host.replace(/^::ffff:/, '').replace(/^(.*:.*)$/, '[$1]')}:${port}`;
}
