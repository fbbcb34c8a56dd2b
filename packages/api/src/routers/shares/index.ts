import { router } from '../../trpc.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { open } from './open.ts';
import { revoke } from './revoke.ts';
import { unrevoke } from './unrevoke.ts';

export const sharesRouter = router({ create, list, open, revoke, unrevoke });
