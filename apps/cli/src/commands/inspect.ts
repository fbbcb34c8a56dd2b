import { readSnapshotDirectory } from '@refrain/formats';
import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../cli-io.ts';
import { connectionDocument } from '../inspect/connection-document.ts';
import { connectionText } from '../inspect/connection-text.ts';
import { type MessageFilter, selectMessages } from '../inspect/select-messages.ts';
import { count, createPaint, toWidth } from '../inspect/text-table.ts';

/** Messages of each connection that the table shows when nothing else is asked for. */
const TABLE_LIMIT = 30;

const optionsSchema = z.object({
	in: z.string(),
	output: z.enum(['pretty', 'json']),
	connection: z.string().optional(),
	sender: z.enum(['client', 'server']).optional(),
	type: z.enum(['text', 'binary', 'ping', 'pong', 'close']).optional(),
	limit: z.string().regex(/^\d+$/).transform(Number).optional(),
});
type InspectOptions = z.infer<typeof optionsSchema>;

export const command = {
	register(program: Command, io: CliIo): void {
		program
			.command('inspect')
			.description('Show what a recording holds: sessions, connections and messages.')
			.requiredOption('--in <dir>', 'directory that refrain record wrote')
			.addOption(
				new Option('-o, --output <format>', 'pretty for people, json for scripts')
					.choices(['pretty', 'json'])
					.default('pretty'),
			)
			.option('--connection <id>', 'only this connection (its number, its id or the start of its id)')
			.addOption(new Option('--sender <who>', 'only what one side sent').choices(['client', 'server']))
			.addOption(
				new Option('--type <type>', 'only messages of one type').choices(['text', 'binary', 'ping', 'pong', 'close']),
			)
			.option('--limit <n>', `first n messages of each connection, 0 for all (pretty: ${TABLE_LIMIT}, json: all)`)
			.addHelpText(
				'after',
				'\nTimes count from the opening of the connection. ↑ was sent by the client, ↓ by the server.',
			)
			.action((options: unknown) => inspect(parse(options), io));
	},
};

function parse(options: unknown): InspectOptions {
	const parsed = optionsSchema.safeParse(options);
	if (parsed.success) return parsed.data;
	throw new CliError('USAGE', '--limit takes a whole number of messages, 0 for all');
}

async function inspect(options: InspectOptions, io: CliIo): Promise<void> {
	const { snapshot, source, warnings } = await readSnapshotDirectory(options.in);
	for (const warning of warnings) io.note(`warning: ${warning}`);
	const connections = chooseConnections(snapshot, options);
	if (options.output === 'json') await printJson(connections, filterOf(options, null), io);
	else await printText({ ...snapshot, connections }, { source, filter: filterOf(options, TABLE_LIMIT) }, io);
}

function filterOf({ sender, type, limit }: InspectOptions, defaultLimit: number | null): MessageFilter {
	return { sender: sender ?? null, type: type ?? null, limit: limit === 0 ? null : (limit ?? defaultLimit) };
}

function chooseConnections({ connections }: Snapshot, { connection: wanted, in: directory }: InspectOptions) {
	if (wanted === undefined) return connections;
	const numbered = /^\d{1,6}$/.test(wanted) ? connections[Number(wanted) - 1] : undefined;
	const chosen = numbered ? [numbered] : connections.filter(({ connection }) => connection.id.startsWith(wanted));
	if (chosen.length > 0) return chosen;
	throw new CliError(
		'BAD_INPUT',
		`${directory} has no connection ${wanted}; refrain inspect --in ${directory} lists its ${count(connections.length, 'connection')}`,
	);
}

/** Connection by connection, so that the text of a large recording is never in memory at once. */
async function printJson(connections: readonly RecordedConnection[], filter: MessageFilter, io: CliIo): Promise<void> {
	await io.result('{"connections":[');
	for (const [at, recorded] of connections.entries()) {
		const document = connectionDocument(recorded, selectMessages(recorded, filter));
		await io.result(JSON.stringify(document) + (at < connections.length - 1 ? ',' : ''));
	}
	await io.result(']}');
}

async function printText(
	snapshot: Snapshot,
	{ source, filter }: { source: string; filter: MessageFilter },
	io: CliIo,
): Promise<void> {
	const paint = createPaint(io.colors);
	const columns = Math.max(60, io.columns);
	const sessions = bySession(snapshot.connections);
	const totals = [count(sessions.size, 'session'), count(snapshot.connections.length, 'connection')].join(', ');
	await io.result(`${paint.bold(snapshot.name)} ${paint.dim(source)}\n${totals}`);
	for (const group of sessions.values()) {
		const { label, rule } = (group[0] as RecordedConnection).connection.session;
		const heading = `session ${label} (by ${rule}), ${count(group.length, 'connection')}`;
		await io.result(`\n${paint.bold(toWidth(heading, columns).trimEnd())}`);
		for (const recorded of group) {
			const number = snapshot.connections.indexOf(recorded) + 1;
			const lines = connectionText(recorded, selectMessages(recorded, filter), { paint, columns: columns - 2 });
			await io.result(`\n${toWidth(`${number}.`, 3)}${lines.join('\n  ')}`);
		}
	}
}

/** Sessions in order of their first connection. */
function bySession(connections: readonly RecordedConnection[]): Map<string, RecordedConnection[]> {
	const sessions = new Map<string, RecordedConnection[]>();
	for (const recorded of connections) {
		const { key } = recorded.connection.session;
		const known = sessions.get(key);
		if (known === undefined) sessions.set(key, [recorded]);
		else known.push(recorded);
	}
	return sessions;
}
