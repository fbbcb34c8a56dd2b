// A program that knows nothing of Refrain: talks to argv[3] with the library argv[2] and prints what came back.
import { once } from 'node:events';

const [, , library, url] = process.argv;

async function viaWs() {
	const { WebSocket } = await import('ws');
	const socket = new WebSocket(url);
	await once(socket, 'open');
	socket.send('hello');
	const [answer] = await once(socket, 'message');
	socket.close(1000, 'done');
	await once(socket, 'close');
	return answer.toString();
}

async function viaGlobal() {
	const socket = new WebSocket(url);
	await new Promise((resolve) => socket.addEventListener('open', resolve));
	socket.send('hello');
	const answer = await new Promise((resolve) => socket.addEventListener('message', resolve));
	socket.close(1000, 'done');
	await new Promise((resolve) => socket.addEventListener('close', resolve));
	return answer.data;
}

async function viaFetch() {
	return (await fetch(url.replace(/^ws/, 'http'), { headers: { connection: 'close' } })).text();
}

const answers = { ws: viaWs, global: viaGlobal, fetch: viaFetch };
console.log(await answers[library]());
process.exit();
