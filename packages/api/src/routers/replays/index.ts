import { router } from '../../trpc.ts';

export const replaysRouter = router({});
