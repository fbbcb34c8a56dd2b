import { localProcedure } from '../../trpc.ts';

/**
 * What the shell tells on every page: is something being captured, how much is there.
 * Access: the user of this machine.
 */
export const status = localProcedure.query(async ({ ctx }) => {
	const [recordings, captures] = await Promise.all([ctx.db.recordings.list(), ctx.db.captures.list()]);
	const live = recordings.filter((one) => one.live);
	const connections = (await Promise.all(live.map((one) => ctx.db.connections.list({ recordingId: one.id })))).flat();
	return {
		/** Recordings that are being written: of captures with the port they listen on. */
		capturing: live.map(({ id, name }) => ({
			name,
			port: captures.find((one) => one.recordingId === id && one.state === 'running')?.port ?? null,
		})),
		liveConnections: connections.filter((one) => one.closedAtUs === null).length,
		connections: recordings.reduce((sum, one) => sum + one.connections, 0),
		frames: recordings.reduce((sum, one) => sum + one.frames, 0),
		bytes: recordings.reduce((sum, one) => sum + one.bytes, 0),
		droppedFrames: connections.reduce((sum, one) => sum + one.droppedFrames, 0),
	};
});
