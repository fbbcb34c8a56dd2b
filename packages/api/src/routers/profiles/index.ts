import { router } from '../../trpc.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { save } from './save.ts';
import { versions } from './versions.ts';

export const profilesRouter = router({ get, list, save, versions });
