import { router } from '../trpc.ts';
import { capturesRouter } from './captures/index.ts';
import { demoRouter } from './demo/index.ts';
import { jobsRouter } from './jobs/index.ts';
import { mocksRouter } from './mocks/index.ts';
import { profilesRouter } from './profiles/index.ts';
import { replaysRouter } from './replays/index.ts';
import { reportsRouter } from './reports/index.ts';
import { sharesRouter } from './shares/index.ts';
import { snapshotsRouter } from './snapshots/index.ts';
import { trafficRouter } from './traffic/index.ts';

/** One folder a router, one file a procedure. */
export const appRouter = router({
	traffic: trafficRouter,
	captures: capturesRouter,
	demo: demoRouter,
	snapshots: snapshotsRouter,
	replays: replaysRouter,
	reports: reportsRouter,
	profiles: profilesRouter,
	mocks: mocksRouter,
	shares: sharesRouter,
	jobs: jobsRouter,
});

export type AppRouter = typeof appRouter;
