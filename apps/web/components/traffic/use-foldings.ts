'use client';
import type { Folding } from '@refrain/ui/payload';
import { useMemo, useState } from 'react';
import type { FoldingStore } from './frame-details.tsx';

const NOTHING: Folding = new Map();

/** How the payload tree is folded, by kind: the next frame of a kind looks like the one before. */
export function useFoldings(): FoldingStore {
	const [byKind, setByKind] = useState<ReadonlyMap<string, Folding>>(new Map());
	return useMemo(
		() => ({
			get: (kind) => byKind.get(kind) ?? NOTHING,
			set: (kind, folding) => setByKind((before) => new Map(before).set(kind, folding)),
		}),
		[byKind],
	);
}
