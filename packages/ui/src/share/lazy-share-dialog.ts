'use client';
import { lazy } from 'react';

/** {@link ShareDialog}, fetched when it is first shown. */
export const LazyShareDialog = lazy(() =>
	import('./share-dialog.tsx').then((module) => ({ default: module.ShareDialog })),
);
