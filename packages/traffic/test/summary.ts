import {
	type DecodedConnection,
	type DecodedMessage,
	decodeConnection,
	encodeUtf8,
	type HandshakeFacts,
	MessageDecoder,
	pairExchanges,
	type RecordedConnection,
	type Sender,
} from '../src/index.ts';

/** How often each kind was sent by whom, in order of first appearance: '> subscribe hello x1'. Control frames are left out. */
export function kinds(connections: readonly RecordedConnection[]): string[] {
	const counts = new Map<string, number>();
	for (const recorded of connections) {
		for (const [sender, { decoder, kind, error }] of dataMessages(decodeConnection(recorded))) {
			const key = `${sender === 'client' ? '>' : '<'} ${decoder}: ${kind}${error ? ' (error)' : ''}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}
	return [...counts].map(([key, count]) => `${key} x${count}`);
}

/** How many exchanges of each kind each rule made: 'reply by correlation-id x3'. */
export function pairings(connections: readonly RecordedConnection[]): string[] {
	const counts = new Map<string, number>();
	for (const { kind, rule } of connections.flatMap((recorded) => pairExchanges(recorded))) {
		if (kind !== 'handshake') counts.set(`${kind} by ${rule}`, (counts.get(`${kind} by ${rule}`) ?? 0) + 1);
	}
	return [...counts].map(([key, count]) => `${key} x${count}`).sort();
}

function dataMessages({ messages, decoded }: DecodedConnection): [Sender, DecodedMessage][] {
	return messages.flatMap(({ sender, type }, at): [Sender, DecodedMessage][] =>
		type === 'text' || type === 'binary' ? [[sender, decoded[at] as DecodedMessage]] : [],
	);
}

/** Decodes what was said on one connection: '> text' by the client, '< text' by the server. */
export function decodeLines(
	facts: Partial<HandshakeFacts>,
	...lines: (string | readonly ['>' | '<', number[]])[]
): DecodedMessage[] {
	const decoder = new MessageDecoder({ subprotocol: null, path: '', ...facts });
	return lines.map((line) => {
		const sender = line[0] === '>' ? 'client' : 'server';
		if (typeof line !== 'string') return decoder.decode({ sender, type: 'binary', payload: new Uint8Array(line[1]) });
		return decoder.decode({ sender, type: 'text', payload: encodeUtf8(line.slice(2)) });
	});
}
