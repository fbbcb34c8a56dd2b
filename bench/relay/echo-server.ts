import { createServer } from 'node:net';
import { FrameCounter, frames, upgradeResponse } from './frames.ts';

// Answers every client frame with one of the same payload, without looking at it: the proxies are to be the slow part.

const payloadBytes = Number(process.argv[2]);
const MOST_AT_ONCE = 4096;
const replies = frames('server', payloadBytes, Math.min(MOST_AT_ONCE, Math.ceil((1 << 22) / payloadBytes)));
const clientFrameBytes = frames('client', payloadBytes, 1).frameBytes;

const server = createServer({ noDelay: true }, (socket) => {
	const counter = new FrameCounter(clientFrameBytes);
	let request = '';
	let open = false;
	const answer = (count: number) => {
		for (let left = count; left > 0; ) {
			const now = Math.min(left, replies.all.length / replies.frameBytes);
			socket.write(replies.all.subarray(0, now * replies.frameBytes));
			left -= now;
		}
	};
	socket.on('error', () => socket.destroy());
	socket.on('data', (bytes) => {
		if (open) {
			answer(counter.push(bytes.length));
			return;
		}
		request += bytes.toString('latin1');
		const end = request.indexOf('\r\n\r\n');
		if (end < 0) return;
		open = true;
		socket.write(upgradeResponse(request));
		answer(counter.push(request.length - end - 4));
	});
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('disconnect', () => process.exit());
