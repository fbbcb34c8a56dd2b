import { router } from '../../trpc.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

export const demoRouter = router({ start, status, stop });
