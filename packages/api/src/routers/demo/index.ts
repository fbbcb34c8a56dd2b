import { router } from '../../trpc.ts';

export const demoRouter = router({});
