import { router } from '../../trpc.ts';

export const capturesRouter = router({});
