'use client';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

export interface SplitterProps {
	/** Accessible name: 'Width of the connections pane'. */
	label: string;
	/** Width of the pane it sizes, in px. */
	value: number;
	min: number;
	max: number;
	/** Width that a double click restores. */
	initial: number;
	/** Which side the sized pane is on. */
	side: 'left' | 'right';
	onChange(value: number): void;
}

const STEP_PX = 16;

/** A hairline between two panes with a hit area of 9 px; also moved by the arrow keys. */
export function Splitter({ label, value, min, max, initial, side, onChange }: SplitterProps) {
	const drag = useRef<{ x: number; value: number } | null>(null);
	const sign = side === 'left' ? 1 : -1;
	const set = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
	const onPointerDown = (event: PointerEvent<HTMLElement>) => {
		event.currentTarget.setPointerCapture(event.pointerId);
		drag.current = { x: event.clientX, value };
	};
	const onPointerMove = (event: PointerEvent) => {
		if (drag.current) set(drag.current.value + sign * (event.clientX - drag.current.x));
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const to = {
			ArrowLeft: value - sign * STEP_PX,
			ArrowRight: value + sign * STEP_PX,
			Home: min,
			End: max,
		}[event.key];
		if (to === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		set(to);
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget (ARIA window splitter); hr is not
		<div
			role="separator"
			aria-label={label}
			aria-orientation="vertical"
			aria-valuenow={value}
			aria-valuemin={min}
			aria-valuemax={max}
			tabIndex={0}
			onPointerDown={onPointerDown}
			onPointerMove={onPointerMove}
			onPointerUp={() => {
				drag.current = null;
			}}
			onDoubleClick={() => set(initial)}
			onKeyDown={onKeyDown}
			className="relative z-10 w-px flex-none cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-left-1 after:w-[9px] hover:bg-accent focus-visible:bg-accent"
		/>
	);
}
