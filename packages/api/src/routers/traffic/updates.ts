import { localProcedure } from '../../trpc.ts';
import { Ticker } from './ticker.ts';

/** At most four ticks a second (ui.md 10). */
const INTERVAL_MS = 250;

/**
 * The one live stream of a page: says what grew, not what it grew by; pages ask for the rows they show. The first tick
 * comes at once, so a page that reconnects knows that it must look again.
 * Access: the user of this machine.
 */
export const updates = localProcedure.subscription(async function* ({ ctx, signal }) {
	const ticker = new Ticker(INTERVAL_MS);
	const stops = await Promise.all([
		ctx.db.notifications.listen('traffic', (payload) => ticker.traffic(payload)),
		...(['capture', 'job', 'replay', 'mock'] as const).map((topic) =>
			ctx.db.notifications.listen(topic, () => ticker.topic(topic)),
		),
	]);
	const close = () => ticker.close();
	signal?.addEventListener('abort', close, { once: true });
	try {
		yield* ticker;
	} finally {
		signal?.removeEventListener('abort', close);
		await Promise.all(stops.map((stop) => stop()));
	}
});
