import { getLocal } from 'mockttp';

// A WebSocket passthrough that captures: someone listens to every message of both directions.

const target = Number(process.argv[2]);
const server = getLocal();
await server.start();
await server.forAnyWebSocket().thenForwardTo(`ws://127.0.0.1:${target}`);
let captured = 0;
const capture = () => {
	captured++;
};
await server.on('websocket-message-received', capture);
await server.on('websocket-message-sent', capture);
process.send?.({ port: server.port });
process.on('message', () => process.send?.({ captured }));
process.on('disconnect', () => process.exit());
