'use client';
import { lazy } from 'react';

/** {@link ReplayDialog}, fetched when it is first shown. */
export const LazyReplayDialog = lazy(() =>
	import('./replay-dialog.tsx').then((module) => ({ default: module.ReplayDialog })),
);
