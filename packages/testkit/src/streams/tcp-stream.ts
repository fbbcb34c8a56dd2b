import { readFile } from 'node:fs/promises';

/** One thing that happened on a recorded TCP connection ('tcp-tee/1'). */
export interface TcpEvent {
	/** Number of the connection in the file. */
	connection: number;
	what: 'open' | 'c2s' | 's2c' | 'c2s-fin' | 's2c-fin' | 'c2s-rst' | 's2c-rst' | 'close';
	bytes: Buffer;
}

/** Reads a byte stream of the fixtures: the events of all its connections in their recorded order. */
export async function readTcpStream(path: string | URL): Promise<TcpEvent[]> {
	const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
	return lines.map((line) => {
		const { c, e, b } = JSON.parse(line) as { c: number; e: TcpEvent['what']; b?: string };
		return { connection: c, what: e, bytes: Buffer.from(b ?? '', 'base64') };
	});
}
