export { type FieldRow, type FieldRowsOptions, type FieldState, fieldRows } from './field-rows.ts';
export { FieldTable, type FieldTableProps, type SideTitle } from './field-table.tsx';
export type { Coverage } from './field-table-row.tsx';
export { childPath } from './json-path.ts';
export { type JsonLook, jsonLook, jsonText } from './json-text.ts';
export { prettyJson } from './pretty-json.ts';
export { JsonTextDiff, TextDiff, type TextDiffProps } from './text-diff.tsx';
export { ValueText } from './value-cell.tsx';
export { type MarkedText, wordMarks } from './word-marks.ts';
