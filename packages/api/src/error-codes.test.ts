import { DbError } from '@refrain/db';
import { expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { trpcCode } from './error-codes.ts';

test.each([
	[new ApiError('no-such-share', ''), 'NOT_FOUND'],
	[new ApiError('not-local', ''), 'FORBIDDEN'],
	[new DbError('not-found', ''), 'NOT_FOUND'],
	[new DbError('in-use', ''), 'CONFLICT'],
])('%s', (error, code) => expect(trpcCode(error)).toBe(code));

test('a class that was loaded twice is still told by its name', () => {
	const twin = Object.assign(new Error(''), { name: 'DbError', code: 'not-found' });
	expect(trpcCode(twin)).toBe('NOT_FOUND');
});

test.each([new Error('x'), Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'text', null])(
	'%s is not ours',
	(error) => {
		expect(trpcCode(error)).toBeNull();
	},
);
