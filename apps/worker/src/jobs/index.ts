import type { JobKind } from '@refrain/db';
import type { JobRunner } from '../job-runner.ts';
import { capture } from './capture.ts';
import { demo } from './demo.ts';
import { mock } from './mock.ts';
import { replay } from './replay.ts';

/** Every kind of job. One line a kind; the compiler asks for the missing one. */
export const JOB_RUNNERS: { readonly [Kind in JobKind]: JobRunner<Kind> } = { capture, replay, mock, demo };
