import type { Socket } from 'node:net';
import type { Sender } from '@refrain/protocol';
import type { Rewriter } from '../modes/mode.ts';
import type { EndKind } from '../recorder.ts';

/** Both ends of a relayed connection; of a TLS connection `raw` is the TCP socket below. */
export interface Peer {
	socket: Socket;
	raw: Socket;
}

export interface PipeWatcher {
	bytes(sender: Sender, chunk: Uint8Array): void;
	ended(sender: Sender, how: EndKind): void;
}

/** How long bytes of a side that has reset its connection may wait for the other side to read them. */
const FLUSH_BEFORE_RESET_MS = 2000;
const NO_BYTES = Buffer.alloc(0);

/** Relays both ways until both are done. A slow reader slows its writer down; FIN is passed on as FIN, RST as RST. */
export function pipeBoth(
	client: Peer,
	server: Peer,
	{ watcher, rewriter }: { watcher: PipeWatcher; rewriter?: Rewriter | undefined },
): void {
	pipe(client, server, { sender: 'client', watcher, rewriter });
	pipe(server, client, { sender: 'server', watcher });
}

interface PipeOptions {
	sender: Sender;
	watcher: PipeWatcher;
	rewriter?: Rewriter | undefined;
}

function pipe(from: Peer, to: Peer, { sender, watcher, rewriter }: PipeOptions): void {
	const source = from.socket;
	const sink = to.socket;
	const pass = (chunk: Uint8Array) => {
		// The traffic first; the chunk is not changed by the write, so the recorder may keep it.
		if (!sink.write(chunk)) source.pause();
		watcher.bytes(sender, chunk);
	};
	const passRewritten = (chunk: Uint8Array) => {
		if (chunk.length > 0) pass(chunk);
	};
	source.on('data', rewriter ? (chunk: Buffer) => passRewritten(rewriter.push(chunk)) : pass);
	sink.on('drain', () => source.resume());
	source.on('end', () => {
		ifNotReset(source, () => {
			if (rewriter) passRewritten(rewriter.end());
			watcher.ended(sender, 'fin');
			sink.end();
		});
	});
	source.on('error', () => {
		watcher.ended(sender, 'reset');
		source.destroy();
		resetWhenFlushed(to);
	});
	source.resume();
}

/**
 * A reset that arrives together with data is reported by libuv as an end (it stops at POLLHUP after a partial read). An empty write
 * reaches the kernel, which answers it with the reset: then the socket emits its 'error' after all.
 */
function ifNotReset(source: Socket, act: () => void): void {
	if (!source.writable || source.writableLength > 0) {
		act();
		return;
	}
	source.write(NO_BYTES, (error) => {
		if (!error) act();
	});
}

/** RFC 9293 3.10.7.4: a reset drops what was not yet delivered; what this side had already sent shall still arrive first. */
function resetWhenFlushed(peer: Peer): void {
	const { socket, raw } = peer;
	if (socket.destroyed) return;
	socket.pause();
	if (socket.writableLength === 0 || socket.writableEnded) {
		raw.resetAndDestroy();
		return;
	}
	const deadline = setTimeout(() => raw.resetAndDestroy(), FLUSH_BEFORE_RESET_MS);
	socket.write(NO_BYTES, () => {
		clearTimeout(deadline);
		raw.resetAndDestroy();
	});
}
