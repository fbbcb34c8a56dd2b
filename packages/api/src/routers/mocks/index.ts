import { router } from '../../trpc.ts';

export const mocksRouter = router({});
