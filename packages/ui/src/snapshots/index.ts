export { ConnectionsTable, type SnapshotConnection } from './connections-table.tsx';
export { contentsText } from './contents-text.ts';
export { RunSparkline } from './run-sparkline.tsx';
