import { router } from '../../trpc.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { targets } from './targets.ts';

export const replaysRouter = router({ get, list, start, stop, targets });
