export { LazyShareDialog } from './lazy-share-dialog.ts';
export type { ShareLink } from './share-dialog.tsx';
export { StaticDifferences } from './static-differences.tsx';
