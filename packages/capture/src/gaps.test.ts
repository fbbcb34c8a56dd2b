import { expect, it } from 'vitest';
import { Gaps } from './gaps.ts';

it('drops what does not fit, and all that follows on the same link', () => {
	const gaps = new Gaps();
	expect(gaps.admit(1, 60, true)).toBe('queue');
	expect(gaps.admit(2, 30, false)).toBe('gap-begins');
	expect(gaps.admit(2, 1, true)).toBe('drop');
	expect(gaps.admit(1, 30, true)).toBe('queue');
	expect(gaps.droppedBytes).toBe(31);
	expect(gaps.admit(2, 5, true)).toBe('drop');
	gaps.closed(2);
	expect(gaps.admit(2, 5, true)).toBe('queue');
	expect(gaps.droppedBytes).toBe(36);
});
