'use client';
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import { instantAt, positionOf, type Span, shiftSpan } from './time-scale.ts';

interface Drag {
	/** What is dragged: an edge leaves the other where it is, the middle moves both, else a new brush begins. */
	part: 'new' | 'from' | 'to' | 'middle';
	startUs: number;
	brush: Span;
}

/** Pointer this near to an edge of the brush takes the edge. */
const EDGE_PX = 6;
/** A shorter drag is a click, which clears nothing and selects nothing. */
const MIN_PX = 4;

export interface Brush {
	/** What to draw: while dragging the draft. */
	shown: Span | null;
	handlers: {
		onPointerDown(event: PointerEvent): void;
		onPointerMove(event: PointerEvent): void;
		onPointerUp(event: PointerEvent): void;
		onDoubleClick(): void;
		onKeyDown(event: KeyboardEvent): void;
	};
}

/** Choosing a stretch of the timeline by pointer or keys; told once a drag ends. */
export function useBrush(
	area: RefObject<HTMLElement | null>,
	options: { span: Span; brush: Span | null; buckets: number; onBrush(brush: Span | null): void },
): Brush {
	const { span, brush, buckets, onBrush } = options;
	const [draft, setDraft] = useState<Span | null>(null);
	const drag = useRef<Drag | null>(null);
	const bucketUs = (span.toUs - span.fromUs) / buckets;
	const box = () => area.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
	const instant = (event: PointerEvent) => instantAt((event.clientX - box().left) / box().width, span);

	const onPointerDown = (event: PointerEvent) => {
		if (event.button !== 0) return;
		event.currentTarget.setPointerCapture(event.pointerId);
		const startUs = instant(event);
		const part = brush ? partAt(event.clientX - box().left, box().width, { brush, span }) : 'new';
		drag.current = { part, startUs, brush: part === 'new' || !brush ? { fromUs: startUs, toUs: startUs } : brush };
	};
	const onPointerMove = (event: PointerEvent) => {
		if (drag.current) setDraft(dragged(drag.current, instant(event), span));
	};
	const onPointerUp = (event: PointerEvent) => {
		const ended = drag.current;
		drag.current = null;
		setDraft(null);
		if (!ended) return;
		const next = dragged(ended, instant(event), span);
		const widthPx = (positionOf(next.toUs, span) - positionOf(next.fromUs, span)) * box().width;
		if (widthPx >= MIN_PX) onBrush(next);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const next = keyMove(event, brush, { span, bucketUs });
		if (next === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		onBrush(next);
	};
	return {
		shown: draft ?? brush,
		handlers: { onPointerDown, onPointerMove, onPointerUp, onDoubleClick: () => onBrush(null), onKeyDown },
	};
}

function partAt(x: number, width: number, { brush, span }: { brush: Span; span: Span }): Drag['part'] {
	const [from, to] = [positionOf(brush.fromUs, span) * width, positionOf(brush.toUs, span) * width];
	if (Math.abs(x - from) <= EDGE_PX) return 'from';
	if (Math.abs(x - to) <= EDGE_PX) return 'to';
	return x > from && x < to ? 'middle' : 'new';
}

function dragged({ part, startUs, brush }: Drag, atUs: number, span: Span): Span {
	if (part === 'middle') return shiftSpan(brush, atUs - startUs, span);
	const fixed = part === 'from' ? brush.toUs : brush.fromUs;
	return { fromUs: Math.min(fixed, atUs), toUs: Math.max(fixed, atUs) };
}

/** undefined: the key means nothing here. Without a brush, an arrow makes one of the last tenth. */
function keyMove(
	event: KeyboardEvent,
	brush: Span | null,
	{ span, bucketUs }: { span: Span; bucketUs: number },
): Span | null | undefined {
	if (event.key === 'Escape') return brush ? null : undefined;
	const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
	if (sign === undefined) return undefined;
	if (!brush) return { fromUs: span.toUs - (span.toUs - span.fromUs) / 10, toUs: span.toUs };
	if (!event.shiftKey) return shiftSpan(brush, sign * bucketUs, span);
	const toUs = Math.min(span.toUs, Math.max(brush.fromUs + bucketUs, brush.toUs + sign * bucketUs));
	return { fromUs: brush.fromUs, toUs };
}
