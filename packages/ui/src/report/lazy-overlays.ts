'use client';
import { lazy } from 'react';

/** {@link IgnorePopover}, fetched when it is first shown. */
export const LazyIgnorePopover = lazy(() =>
	import('./ignore-popover.tsx').then((module) => ({ default: module.IgnorePopover })),
);

/** {@link DraftReview}, fetched when it is first shown. */
export const LazyDraftReview = lazy(() =>
	import('./draft-review.tsx').then((module) => ({ default: module.DraftReview })),
);
