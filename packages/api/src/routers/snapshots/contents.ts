import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** The connections that a snapshot holds, in its order, without their traffic. Access: the user of this machine. */
export const contents = localProcedure.input(z.object({ id: z.uuid() })).query(async ({ ctx, input }) => {
	const ranges = await ctx.db.snapshots.ranges(input.id);
	const connections = await ctx.db.connections.getMany(ranges.map(({ connectionId }) => connectionId));
	const byId = new Map(connections.map((connection) => [connection.id, connection]));
	return ranges.flatMap(({ connectionId, fromSeq, toSeq, httpCount, cutAtUs }) => {
		const connection = byId.get(connectionId);
		if (connection === undefined) return [];
		const { kind, host, path, session, handshake, openedAtUs, closedAtUs, close, stat } = connection;
		return [
			{
				...{ id: connectionId, kind, host, path, openedAtUs, httpExchanges: httpCount },
				session: session.label,
				subprotocol: handshake?.subprotocol ?? null,
				status: handshake?.response?.status ?? null,
				frames: Math.max(0, toSeq - fromSeq + 1),
				/** Of the whole connection; a cut one holds less. */
				clientRows: stat.clientRows,
				serverRows: stat.serverRows,
				isCut: cutAtUs !== null || fromSeq > 0,
				endedAtUs: cutAtUs ?? closedAtUs,
				close: cutAtUs === null ? close : null,
			},
		];
	});
});
