export { LazyReplayDialog } from './lazy-replay-dialog.ts';
export type { ReplayDialogProps, ReplayRequest } from './replay-dialog.tsx';
