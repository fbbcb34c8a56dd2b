import { DbError, type DbErrorCode } from '@refrain/db';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { ApiError, type ApiErrorCode } from './api-error.ts';

const API_CODES = {
	'not-local': 'FORBIDDEN',
	'not-found': 'NOT_FOUND',
	'no-such-share': 'NOT_FOUND',
	invalid: 'BAD_REQUEST',
	'wrong-state': 'CONFLICT',
} as const satisfies Record<ApiErrorCode, TRPC_ERROR_CODE_KEY>;

const DB_CODES = {
	'not-found': 'NOT_FOUND',
	'in-use': 'CONFLICT',
	invalid: 'BAD_REQUEST',
	unreachable: 'SERVICE_UNAVAILABLE',
	'migration-failed': 'INTERNAL_SERVER_ERROR',
	'no-embedded-postgres': 'INTERNAL_SERVER_ERROR',
	'embedded-postgres-failed': 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<DbErrorCode, TRPC_ERROR_CODE_KEY>;

/** The tRPC code of one of our errors; null for what nobody expected. */
export function trpcCode(error: unknown): TRPC_ERROR_CODE_KEY | null {
	if (error instanceof ApiError) return API_CODES[error.code];
	if (error instanceof DbError) return DB_CODES[error.code];
	return null;
}
