'use client';
import { lazy } from 'react';

/** {@link StartMockDialog}, fetched when it is first shown. */
export const LazyStartMockDialog = lazy(() =>
	import('./start-mock-dialog.tsx').then((module) => ({ default: module.StartMockDialog })),
);
