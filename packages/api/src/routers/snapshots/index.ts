import { router } from '../../trpc.ts';

export const snapshotsRouter = router({});
