import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { type Told, tell } from '@refrain/testkit';
import { WebSocket } from 'ws';

/** What a client did, as the client itself tells it. */
interface ClientStory {
	sent: Told[];
	received: Told[];
	subprotocol: string;
	pings: number;
	/** null where the client's interface does not count them. */
	pongs: number | null;
	close: { code: number; reason: string };
}

/** A real WebSocket client: sends every case, waits for the echoes, pings once, closes with 4321. */
export interface RealClient {
	name: string;
	/** null, or why it cannot run here. */
	missing: string | null;
	run(url: string, options: { deflate: boolean }): Promise<ClientStory>;
}

const SIZES = [0, 125, 126, 65_535, 65_536, 16 * 1024 * 1024];

/** Byte i of a binary message of n bytes. */
const patterned = (n: number) => Buffer.from(Uint8Array.from({ length: n }, (_, i) => (i * 31 + n) & 255));

export const wsClient: RealClient = {
	name: 'the ws package',
	missing: null,
	async run(url, { deflate }) {
		const socket = new WebSocket(url, ['v1', 'v2'], {
			perMessageDeflate: deflate ? { threshold: 0 } : false,
			maxPayload: 0,
			maxFragments: 0,
			maxBufferedChunks: 0,
			maxPendingAutoPongs: 0,
		} as ConstructorParameters<typeof WebSocket>[2]);
		const story: ClientStory = {
			sent: [],
			received: [],
			subprotocol: '',
			pings: 1,
			pongs: 0,
			close: { code: 0, reason: '' },
		};
		socket.on('message', (data, isBinary) => story.received.push(tell(data as Buffer, isBinary)));
		socket.on('pong', () => {
			story.pongs = (story.pongs ?? 0) + 1;
		});
		await once(socket, 'open');
		story.subprotocol = socket.protocol;
		const send = (payload: Buffer, binary: boolean) => {
			story.sent.push(tell(payload, binary));
			socket.send(payload, { binary });
		};
		for (const size of SIZES) {
			send(Buffer.alloc(size, 'x'), false);
			send(patterned(size), true);
		}
		const fragmented = Buffer.from('fragmented: żółw ✓ 🐢');
		story.sent.push(tell(fragmented, false));
		// The second cut is inside a character.
		socket.send(fragmented.subarray(0, 5), { binary: false, fin: false });
		socket.send(fragmented.subarray(5, 14), { fin: false });
		socket.send(fragmented.subarray(14), { fin: true });
		socket.ping('are you there');
		while (story.received.length < story.sent.length) await once(socket, 'message');
		if (story.pongs === 0) await once(socket, 'pong');
		socket.close(4321, 'done ✓');
		const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
		story.close = { code, reason: reason.toString() };
		return story;
	},
};

const PYTHON = '/usr/bin/python3';

const PYTHON_CLIENT = `
import asyncio, hashlib, json, sys, websockets
def tell(p):
    b = p.encode() if isinstance(p, str) else bytes(p)
    return {"type": "text" if isinstance(p, str) else "binary", "bytes": len(b), "sha256": hashlib.sha256(b).hexdigest()}
async def main(url, deflate, sizes):
    sent, received = [], []
    async with websockets.connect(url, subprotocols=["v1", "v2"], max_size=None, ping_interval=None,
                                  compression="deflate" if deflate else None) as ws:
        async def send(p):
            sent.append(tell(p)); await ws.send(p)
            received.append(tell(await ws.recv()))
        for n in sizes:
            await send("x" * n)
            await send(bytes((i * 31 + n) & 255 for i in range(n)))
        parts = ["frag", "mented: ", "\\u017c\\u00f3\\u0142w \\u2713"]
        sent.append(tell("".join(parts))); await ws.send(parts)
        received.append(tell(await ws.recv()))
        await (await ws.ping("are you there"))
        await ws.close(4321, "done \\u2713")
    print(json.dumps({"sent": sent, "received": received, "subprotocol": ws.subprotocol, "pings": 1, "pongs": None,
                      "close": {"code": ws.close_code, "reason": ws.close_reason}}))
asyncio.run(main(sys.argv[1], sys.argv[2] == "1", json.loads(sys.argv[3])))
`;

export const pythonClient: RealClient = {
	name: 'the websockets package of Python',
	missing: whyNoPython(),
	async run(url, { deflate }) {
		const args = ['-c', PYTHON_CLIENT, url, deflate ? '1' : '0', JSON.stringify(SIZES)];
		const { stdout } = await promisify(execFile)(PYTHON, args, { maxBuffer: 1 << 26 });
		return JSON.parse(stdout) as ClientStory;
	},
};

function whyNoPython(): string | null {
	try {
		execFileSync(PYTHON, ['-c', 'import websockets'], { stdio: 'ignore' });
		return null;
	} catch {
		return `${PYTHON} with the websockets package is not here (Debian: apt-get install python3-websockets)`;
	}
}
