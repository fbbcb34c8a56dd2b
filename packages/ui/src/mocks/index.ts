export { hitRate, type MockEntry, type MockResult, type MockStats, mockStats, perSecond } from './mock-entry.ts';
export { MockEntryDetail } from './mock-entry-detail.tsx';
export { MockKpis, type MockKpisProps } from './mock-kpis.tsx';
export { MockLog, type MockLogProps } from './mock-log.tsx';
export { MockResultPill, type MockStateName, MockStatePill } from './mock-result-pill.tsx';
export { behaviourTexts, type MockRequest, StartMockDialog, type StartMockDialogProps } from './start-mock-dialog.tsx';
