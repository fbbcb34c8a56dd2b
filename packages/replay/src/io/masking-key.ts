import { randomFillSync } from 'node:crypto';

const pool = new Uint32Array(1024);
let next = pool.length;

/** RFC 6455 5.3: a fresh 32-bit key that nobody can foresee. Drawn many at once, as each draw has a fixed cost. */
export function maskingKey(): number {
	if (next === pool.length) {
		randomFillSync(pool);
		next = 0;
	}
	return pool[next++] as number;
}
