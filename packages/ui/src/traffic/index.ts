export { closeMeaning, isNormalClose } from './close-codes.ts';
export { connectionState } from './connection-state.ts';
export { AnswerCard } from './details/answer-card.tsx';
export { BytesTab } from './details/bytes-tab.tsx';
export type { ConnectionDetail, HttpDetail } from './details/connection-detail.ts';
export { ConnectionHandshake } from './details/connection-handshake.tsx';
export { ConnectionOverview } from './details/connection-overview.tsx';
export { ConnectionTiming } from './details/connection-timing.tsx';
export { ExchangeTab } from './details/exchange-tab.tsx';
export { FrameHeader } from './details/frame-header.tsx';
export { HttpBody, HttpHeads } from './details/http-details.tsx';
export { PayloadTab } from './details/payload-tab.tsx';
export { TimingTab } from './details/timing-tab.tsx';
export {
	addTerm,
	FILTER_KEYS,
	type FilterTerm,
	formatFilter,
	parseFilter,
	type RowQuery,
	rowQuery,
} from './filter/index.ts';
export { FilterBar, type FilterBarHandle } from './filter-bar.tsx';
export type { FrameDetail } from './frame-detail.ts';
export { GridCell, GridHeader, GridTitle } from './grid/grid-cells.tsx';
export { LogicalGrid } from './grid/logical-grid.tsx';
export type { GridHandle, LogicalGridProps } from './grid/logical-grid-props.ts';
export { FrameList } from './list/frame-list.tsx';
export { TIME_STYLES, type TimeStyle } from './list/row-time.ts';
export {
	type ConnectionSummary,
	type FrameRow,
	type HttpSummary,
	type RecordingSummary,
	type SessionSummary,
	shownNumber,
} from './model.ts';
export { FoundRows } from './rows/found-rows.ts';
export { PageRows } from './rows/page-rows.ts';
export type { RowSource } from './rows/row-source.ts';
export type { Span } from './timeline/time-scale.ts';
export { Timeline } from './timeline/timeline.tsx';
export { ConnectionTree } from './tree/connection-tree.tsx';
export { type TreeNode, treeNodes } from './tree/tree-nodes.ts';
