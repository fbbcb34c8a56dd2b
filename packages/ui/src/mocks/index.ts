export { LazyStartMockDialog } from './lazy-start-mock-dialog.ts';
export { behaviourTexts } from './mock-choices.ts';
export { hitRate, mockStats, perSecond } from './mock-entry.ts';
export { MockEntryDetail } from './mock-entry-detail.tsx';
export { MockKpis } from './mock-kpis.tsx';
export { MockLog } from './mock-log.tsx';
export { MockStatePill } from './mock-result-pill.tsx';
