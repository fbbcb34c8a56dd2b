// Applies the migrations to DATABASE_URL and ends: the `migrate` service of docker-compose.yml.
import path from 'node:path';
import { migrate } from '@refrain/db/migrate';

const url = process.env.DATABASE_URL;
if (!url) {
	console.error('DATABASE_URL is not set: give the URL of the Postgres to migrate.');
	process.exit(2);
}
const applied = await migrate(url, path.resolve(import.meta.dirname, '../prisma/migrations'));
console.log(applied.length ? `applied ${applied.join(', ')}` : 'nothing to apply');
