/** Room for the payloads of a full chunk, and of a last frame that goes beyond it a little. */
const BODY_BYTES = 576 * 1024;
/** Below this a buffer of the right size is cheaper. */
const MIN_REUSED_BYTES = 64 * 1024;
const MAX_SPARE = 16;

const spare: Buffer[] = [];

/** A buffer of at least `bytes`. Those of busy connections are used again: fresh ones by the hundred keep the garbage collector busy. */
export function takeBody(bytes: number): Buffer {
	if (bytes < MIN_REUSED_BYTES || bytes > BODY_BYTES) return Buffer.allocUnsafeSlow(bytes);
	return spare.pop() ?? Buffer.allocUnsafeSlow(BODY_BYTES);
}

/** Gives it back; nobody may use it, or a part of it, any more. */
export function giveBody(body: Buffer): void {
	if (body.byteLength === BODY_BYTES && spare.length < MAX_SPARE) spare.push(body);
}
