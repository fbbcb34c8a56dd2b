import { type Database, openDatabase } from '@refrain/api';
import { env } from '../env.ts';

// Next evaluates a module once per bundle (pages, route handlers): the pool lives on the process.
const holder = globalThis as typeof globalThis & { refrainDatabase?: Database };

export function database(): Database {
	holder.refrainDatabase ??= openDatabase(env().DATABASE_URL);
	return holder.refrainDatabase;
}
