import type { DbErrorCode } from '@refrain/db';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import type { ApiErrorCode } from './api-error.ts';

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

const CODES: Record<string, Record<string, TRPC_ERROR_CODE_KEY>> = { ApiError: API_CODES, DbError: DB_CODES };

/**
 * The tRPC code of one of our errors; null for what nobody expected. Told by name, not by class: a bundler may load a
 * package twice (pages and route handlers), and both share one database.
 */
export function trpcCode(error: unknown): TRPC_ERROR_CODE_KEY | null {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
	return CODES[error.name]?.[error.code] ?? null;
}
