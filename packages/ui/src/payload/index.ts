export { HexView } from './hex-view.tsx';
export { JsonTree, type JsonTreeProps } from './json-tree.tsx';
export { TextView } from './text-view.tsx';
export { type Folding, foldablePaths, type TreeRow, treeRows, valueAt } from './tree-rows.ts';
export { jsonTypeName, ValueLabel } from './value-label.tsx';
