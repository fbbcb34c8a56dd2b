import { router } from '../../trpc.ts';
import { coverage } from './coverage.ts';
import { exchange } from './exchange.ts';
import { exchanges } from './exchanges.ts';
import { get } from './get.ts';
import { project } from './project.ts';
import { reevaluate } from './reevaluate.ts';
import { save } from './save.ts';

export const reportsRouter = router({ coverage, exchange, exchanges, get, project, reevaluate, save });
