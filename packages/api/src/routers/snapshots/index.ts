import { router } from '../../trpc.ts';
import { contents } from './contents.ts';
import { create } from './create.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';

export const snapshotsRouter = router({ contents, create, get, list, remove, rename });
