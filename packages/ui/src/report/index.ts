export { accuracyPercent, formatAccuracy, formatPercent } from './accuracy.ts';
export { CauseList, type CauseListProps } from './cause-list.tsx';
export { ConnectionResults } from './connection-results.tsx';
export {
	anyDepthPath,
	type DraftScope,
	type DraftTarget,
	describeScope,
	draftRule,
	freeRuleId,
	isSameTarget,
	lastName,
	spokenPath,
	suggestedRule,
} from './draft.ts';
export { DraftBar, type DraftBarProps } from './draft-bar.tsx';
export { type DetailView, ExchangeDetail, type ExchangeDetailProps, type OpenIgnore } from './exchange-detail.tsx';
export type { ExchangeDetailData, JudgedMessage, MessageSide } from './exchange-detail-data.ts';
export { ExchangeList, type ExchangeListProps } from './exchange-list.tsx';
export {
	type ExchangeChip,
	type ExchangeRow,
	filterExchanges,
	isSlow,
	latencyDelta,
	startedBy,
} from './exchange-row.ts';
export type { IgnoreChoice } from './ignore-popover.tsx';
export { Kpi, KpiUnit, LegendItem, ShareBar, StackedBar } from './kpi.tsx';
export { KpiStrip, type KpiStripProps } from './kpi-strip.tsx';
export { LatencyHistogram } from './latency-histogram.tsx';
export { LatencyTable } from './latency-table.tsx';
export { LazyDraftReview, LazyIgnorePopover } from './lazy-overlays.ts';
export type { Projection } from './projection.ts';
export { ReplayProgress, type ReplayProgressProps, type ReplayStep } from './replay-progress.tsx';
export { type ReplayOutcomeName, ResultBadge, ResultPill, VerdictIcon, VerdictPill } from './verdict-pill.tsx';
