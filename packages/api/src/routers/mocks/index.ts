import { router } from '../../trpc.ts';
import { entries } from './entries.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';

export const mocksRouter = router({ entries, get, list, start, stop });
