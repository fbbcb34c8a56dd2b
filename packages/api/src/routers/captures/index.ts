import { router } from '../../trpc.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { recordings } from './recordings.ts';
import { removeRecording } from './remove-recording.ts';
import { renameRecording } from './rename-recording.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';

export const capturesRouter = router({ get, list, recordings, removeRecording, renameRecording, start, stop });
