import { expect, it } from 'vitest';
import { QueueBound } from './queue-bound.ts';

it('drops what exceeds the bound, and all that follows on the same link', () => {
	const bound = new QueueBound(100);
	expect(bound.admit(1, 60, 70)).toBe('queue');
	expect(bound.admit(2, 30, 31)).toBe('gap-begins');
	expect(bound.admit(2, 1, 1)).toBe('drop');
	expect(bound.admit(1, 30, 30)).toBe('queue');
	expect(bound.droppedBytes).toBe(31);
	bound.release(100);
	expect(bound.admit(2, 5, 5)).toBe('drop');
	bound.closed(2);
	expect(bound.admit(2, 5, 5)).toBe('queue');
	expect(bound.droppedBytes).toBe(36);
});
