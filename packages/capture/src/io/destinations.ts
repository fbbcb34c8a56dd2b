import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ANNOUNCEMENT_WAIT_MS, Announcements } from '../announcements.ts';
import { CaptureError } from '../capture-error.ts';
import { findOriginalDestination } from '../conntrack.ts';
import type { Endpoint } from '../endpoint.ts';
import type { DestinationSource } from '../modes/transparent.ts';
import { listening } from './listen.ts';

/** Finds where the clients of a transparent port meant to go. */
export interface DestinationFinder {
	find(client: Socket): Promise<Endpoint | null>;
	/** Port on 127.0.0.1 for announcements, null where there are none. */
	readonly announcePort: number | null;
	close(): void;
}

const FINDERS: Readonly<Record<DestinationSource, () => Promise<DestinationFinder>>> = {
	announced: announcedDestinations,
	conntrack: trackedDestinations,
};

/** @throws CaptureError NOT_SUPPORTED */
export function startFinder(source: DestinationSource): Promise<DestinationFinder> {
	return FINDERS[source]();
}

async function announcedDestinations(): Promise<DestinationFinder> {
	const announcements = new Announcements();
	const programs = new Set<Socket>();
	const server: Server = createServer((program) => {
		programs.add(program);
		program.on('error', () => {});
		program.on('close', () => programs.delete(program));
		createInterface({ input: program }).on('line', (line) => announcements.announce(line));
	});
	const { port } = await listening(server, '127.0.0.1', 0);
	return {
		announcePort: port,
		find: (client) =>
			announcements.destinationOf(client.remotePort ?? 0, (act) => setTimeout(act, ANNOUNCEMENT_WAIT_MS).unref()),
		close() {
			server.close();
			for (const program of programs) program.destroy();
		},
	};
}

const TABLE = '/proc/net/nf_conntrack';

async function trackedDestinations(): Promise<DestinationFinder> {
	try {
		await readFile(TABLE);
	} catch (cause) {
		throw new CaptureError(
			'NOT_SUPPORTED',
			`transparent capture needs ${TABLE}, which cannot be read here (${(cause as Error).message}): it takes Linux, the module nf_conntrack and root; use --target or the forward proxy instead`,
			{ cause },
		);
	}
	return {
		announcePort: null,
		async find({ remoteAddress = '', remotePort = 0, localPort = 0 }) {
			const clientAddress = remoteAddress.replace(/^::ffff:/, '');
			const table = await readFile(TABLE, 'latin1').catch(() => '');
			return findOriginalDestination(table, { clientAddress, clientPort: remotePort, localPort });
		},
		close() {},
	};
}
