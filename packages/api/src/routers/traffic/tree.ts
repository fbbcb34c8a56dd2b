import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { connectionRow } from './connection-row.ts';

/**
 * What the left pane shows: recordings, their sessions, their connections, each newest first.
 * Access: the user of this machine.
 */
export const tree = localProcedure
	.input(z.object({ recordingId: z.uuid().optional() }).default({}))
	.query(async ({ ctx, input }) => {
		const [recordings, sessions, connections] = await Promise.all([
			ctx.db.recordings.list(),
			ctx.db.sessions.list(input),
			ctx.db.connections.list(input),
		]);
		return {
			recordings: recordings.filter((one) => input.recordingId === undefined || one.id === input.recordingId),
			sessions: sessions.toReversed(),
			connections: connections.map(connectionRow).toReversed(),
		};
	});
