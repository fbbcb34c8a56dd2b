import type { JobKind } from '@refrain/db';
import { capture } from './capture.ts';
import { demo } from './demo.ts';
import type { JobHandler } from './job-handler.ts';
import { mock } from './mock.ts';
import { replay } from './replay.ts';

/** Every kind of job. One line a kind. */
export const JOB_HANDLERS: { readonly [Kind in JobKind]: JobHandler<Kind> } = { capture, demo, mock, replay };
