export { ReplayDialog, type ReplayDialogProps, type ReplayRequest } from './replay-dialog.tsx';
export { expectedUs, shellWord, type Timing, timingFlag, timingText } from './timing.ts';
