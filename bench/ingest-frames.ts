import type { Frame } from '@refrain/traffic';

/** Deterministic frames as real services send them: market data, chat and JSON-RPC, 1 % binary, some pings; 300 B on average. */
export function makeFrames(count: number): Frame[] {
	const random = seeded(7);
	const frames: Frame[] = [];
	let atUs = 1_760_000_000_000_000;
	for (let seq = 0; seq < count; seq++) {
		atUs += 1 + Math.floor(random() * 2000);
		const isClient = random() < 0.3;
		const dice = random();
		const opcode = dice < 0.01 ? 2 : dice < 0.015 ? 9 : 1;
		const payload =
			opcode === 2 ? binary(random) : Buffer.from(opcode === 9 ? String(atUs) : text({ random, seq, isClient }));
		const header = payload.byteLength < 126 ? 2 : payload.byteLength < 65536 ? 4 : 10;
		frames.push({
			seq,
			sender: isClient ? 'client' : 'server',
			opcode,
			fin: true,
			rsv1: false,
			rsv2: false,
			rsv3: false,
			maskingKey: isClient ? Math.floor(random() * 2 ** 32) : null,
			atUs,
			wirePayloadBytes: payload.byteLength,
			wireBytes: header + (isClient ? 4 : 0) + payload.byteLength,
			compressed: false,
			payload,
			inflateFailed: false,
		});
	}
	return frames;
}

interface Draw {
	random: () => number;
	seq: number;
	isClient: boolean;
}

const WORDS =
	'order shipped price market the and of subscribe update user channel message ready failed retry state a to'.split(
		' ',
	);

function text({ random, seq, isClient }: Draw): string {
	const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
	const price = (10 + random() * 50_000).toFixed(2);
	const kind = random();
	if (isClient)
		return `{"jsonrpc":"2.0","id":${seq},"method":"eth_call","params":[{"to":"0x${hex(40)}","data":"0x${hex(40)}"},{"trace":"${hex(16)}"}]}`;
	if (kind < 0.5)
		return `{"type":"match","trade_id":${500_000_000 + seq},"maker_order_id":"${hex(32)}","taker_order_id":"${hex(32)}","side":"buy","size":"${(random() * 3).toFixed(8)}","price":"${price}","product_id":"BTC-USD","sequence":${1_000_000_000 + seq},"time":"2026-11-24T09:00:00.${String(seq % 1_000_000).padStart(6, '0')}Z"}`;
	if (kind < 0.75) {
		const words = Array.from(
			{ length: 8 + Math.floor(random() * 30) },
			() => WORDS[Math.floor(random() * WORDS.length)],
		);
		return `{"op":0,"t":"MESSAGE_CREATE","s":${seq},"d":{"id":"${100_000_000_000 + seq}","channel_id":"${Math.floor(random() * 300)}","author":{"id":"${Math.floor(random() * 500)}","bot":false},"content":"${words.join(' ')}","mentions":[]}}`;
	}
	return `{"jsonrpc":"2.0","id":${seq},"result":{"hash":"0x${hex(64)}","number":"0x${hex(7)}","gasUsed":"0x${hex(6)}","status":"0x1","miner":"0x${hex(40)}"}}`;
}

function binary(random: () => number): Buffer {
	return Buffer.from(Array.from({ length: 20 + Math.floor(random() * 1000) }, () => Math.floor(random() * 256)));
}

/** mulberry32 */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
