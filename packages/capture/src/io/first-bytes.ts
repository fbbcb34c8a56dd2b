import type { Socket } from 'node:net';

/**
 * Waits for the first bytes of either side and leaves them where they are. A service may be the one who speaks first (then it does not
 * speak HTTP). Both sockets are paused when `decided` is called; `null`: the connection ended before anyone spoke.
 */
export function awaitFirstBytes(
	client: Socket,
	server: Socket,
	decided: (first: { sender: 'client' | 'server'; chunk: Buffer } | null) => void,
): void {
	const settle = () => {
		for (const [socket, onData] of [[client, fromClient] as const, [server, fromServer] as const]) {
			socket.pause();
			socket.off('data', onData);
			socket.off('end', onEnd);
			socket.off('close', onEnd);
		}
	};
	const take = (sender: 'client' | 'server', socket: Socket) => (chunk: Buffer) => {
		settle();
		socket.unshift(chunk);
		decided({ sender, chunk });
	};
	const onEnd = () => {
		settle();
		decided(null);
	};
	const fromClient = take('client', client);
	const fromServer = take('server', server);
	for (const [socket, onData] of [[client, fromClient] as const, [server, fromServer] as const]) {
		socket.on('data', onData);
		socket.on('end', onEnd);
		socket.on('close', onEnd);
		socket.resume();
	}
}
