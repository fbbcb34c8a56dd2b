export { ConnectionsTable, type SnapshotConnection } from './connections-table.tsx';
export { contentsText } from './contents-text.ts';
export { ListRow, ListTable, type ListTableProps } from './list-table.tsx';
export { RunSparkline } from './run-sparkline.tsx';
