import zlib from 'node:zlib';

/** How stored bytes are packed: 0 as they are, 1 zstd. */
export type Codec = 0 | 1;

export interface Zstd {
	compress(bytes: Uint8Array): Uint8Array;
	decompress(bytes: Uint8Array): Uint8Array;
}

/** Level 1: 3.3 times smaller at 490 MB/s; higher levels gain little on short JSON messages. */
const LEVEL = 1;

/** Compresses, unless that makes it larger. */
export async function compress(bytes: Uint8Array): Promise<{ codec: Codec; body: Uint8Array }> {
	return compressWith(await zstd(), bytes);
}

export function compressWith(codec: Zstd, bytes: Uint8Array): { codec: Codec; body: Uint8Array } {
	const packed = codec.compress(bytes);
	return packed.byteLength < bytes.byteLength ? { codec: 1, body: packed } : { codec: 0, body: bytes };
}

export async function decompress(codec: Codec, bytes: Uint8Array): Promise<Uint8Array> {
	return codec === 0 ? bytes : (await zstd()).decompress(bytes);
}

/** Node's own zstd, which the types of Node 20 do not know. */
interface NodeZstd {
	zstdCompressSync(bytes: Uint8Array, options: { params: Record<number, number> }): Uint8Array;
	zstdDecompressSync(bytes: Uint8Array): Uint8Array;
	constants: { ZSTD_c_compressionLevel: number };
}

let loaded: Promise<Zstd> | undefined;

/** Node's own zstd (22.15 and newer), or the same library as WebAssembly. */
export function zstd(): Promise<Zstd> {
	loaded ??= 'zstdCompressSync' in zlib ? Promise.resolve(builtIn(zlib as unknown as NodeZstd)) : webAssembly();
	return loaded;
}

function builtIn({ zstdCompressSync, zstdDecompressSync, constants }: NodeZstd): Zstd {
	const params = { [constants.ZSTD_c_compressionLevel]: LEVEL };
	return {
		compress: (bytes) => zstdCompressSync(bytes, { params }),
		decompress: (bytes) => zstdDecompressSync(bytes),
	};
}

async function webAssembly(): Promise<Zstd> {
	const module = await import('@bokuweb/zstd-wasm');
	await module.init();
	return {
		compress: (bytes) => module.compress(bytes as Buffer, LEVEL),
		decompress: (bytes) => module.decompress(bytes as Buffer),
	};
}
