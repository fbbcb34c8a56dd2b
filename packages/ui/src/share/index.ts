export { ShareDialog, type ShareDialogProps, type ShareInclude, type ShareLink } from './share-dialog.tsx';
export { type StaticDifference, StaticDifferences } from './static-differences.tsx';
