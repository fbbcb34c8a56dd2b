export { type Database, openDatabase } from '@refrain/db';
export { type Access, checkAccess, type RequestOrigin, requestOrigin, type User } from './access.ts';
export { ApiError, type ApiErrorCode } from './api-error.ts';
export { type Context, type ContextOptions, createContext } from './context.ts';
export { type AppRouter, appRouter } from './routers/index.ts';
export type {
	SharedCause,
	SharedDifference,
	SharedExchange,
	SharedMessage,
	SharedReport,
} from './routers/shares/shared-report.ts';
export { createCallerFactory } from './trpc.ts';
