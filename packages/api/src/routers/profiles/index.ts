import { router } from '../../trpc.ts';

export const profilesRouter = router({});
