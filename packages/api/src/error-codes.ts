import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ApiError, type ApiErrorCode } from './api-error.ts';

const API_CODES = {
	'not-local': 'FORBIDDEN',
	'not-found': 'NOT_FOUND',
	'no-such-share': 'NOT_FOUND',
	invalid: 'BAD_REQUEST',
	'wrong-state': 'CONFLICT',
} as const satisfies Record<ApiErrorCode, TRPC_ERROR_CODE_KEY>;

/** The tRPC code of one of our errors; null for what nobody expected. */
export function trpcCode(error: unknown): TRPC_ERROR_CODE_KEY | null {
	if (error instanceof ApiError) return API_CODES[error.code];
	return null;
}
