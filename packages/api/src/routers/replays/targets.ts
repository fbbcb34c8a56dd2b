import { localProcedure } from '../../trpc.ts';
import { demoTargets } from '../demo/demo-targets.ts';

const RECENT = 4;

/** Where to replay against: the builds of the demo while it is up, and what was used lately. Access: the user of this machine. */
export const targets = localProcedure.query(async ({ ctx }) => {
	const [demo, replays] = await Promise.all([demoTargets(ctx.db), ctx.db.replays.list({ count: 100 })]);
	const known = new Set(demo.map(({ url }) => url));
	const recent = [...new Set(replays.map(({ target }) => target))].filter((url) => !known.has(url)).slice(0, RECENT);
	return { demo, recent };
});
