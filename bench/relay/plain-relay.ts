import { connect, createServer, type Socket } from 'node:net';

// What a proxy that records nothing costs in Node: `data` -> `write` with backpressure.

const target = Number(process.argv[2]);

function pipe(from: Socket, to: Socket): void {
	from.on('data', (bytes) => {
		if (!to.write(bytes)) from.pause();
	});
	to.on('drain', () => from.resume());
	from.on('end', () => to.end());
	from.on('error', () => to.destroy());
}

const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
	const upstream = connect({ host: '127.0.0.1', port: target, noDelay: true, allowHalfOpen: true });
	pipe(client, upstream);
	pipe(upstream, client);
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('disconnect', () => process.exit());
