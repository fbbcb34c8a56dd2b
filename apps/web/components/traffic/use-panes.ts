'use client';
import { useLocalNumber, useLocalSetting } from '@refrain/ui/shell';
import { useEffect, useState } from 'react';

export interface Pane {
	width: number;
	min: number;
	max: number;
	initial: number;
	shown: boolean;
	setWidth(width: number): void;
	toggle(): void;
}

/** From this width of the window on, both side panes have their full width (ui.md 5). */
const WIDE_PX = 1480;
const NARROW_PX = 1024;

/** Widths of the side panes, and whether they are shown; kept on this device. */
export function usePanes(): { left: Pane; right: Pane; timeline: { shown: boolean; toggle(): void } } {
	const width = useWindowWidth();
	const wide = width >= WIDE_PX;
	const left = usePane('left', { initial: wide ? 268 : 236, min: 200, max: 480, fits: width >= NARROW_PX });
	const right = usePane('right', { initial: wide ? 384 : 340, min: 300, max: Math.max(300, width - 700), fits: true });
	const [timeline, setTimeline] = useLocalSetting('timeline', 'on');
	const shown = timeline !== 'off';
	return { left, right, timeline: { shown, toggle: () => setTimeline(shown ? 'off' : 'on') } };
}

function usePane(name: string, size: { initial: number; min: number; max: number; fits: boolean }): Pane {
	const { initial, min, max, fits } = size;
	// 0: never moved by hand, so the default of the window's width holds.
	const [width, setWidth] = useLocalNumber(`pane-${name}`, 0);
	const [shown, setShown] = useLocalSetting(`pane-${name}-shown`, 'on');
	const isShown = shown === 'on' && fits;
	return {
		width: Math.min(max, Math.max(min, width || initial)),
		min,
		max,
		initial,
		shown: isShown,
		setWidth,
		toggle: () => setShown(shown === 'on' ? 'off' : 'on'),
	};
}

/** Until the page is mounted: the width that most windows have. */
function useWindowWidth(): number {
	const [width, setWidth] = useState(1600);
	useEffect(() => {
		const measure = () => setWidth(innerWidth);
		measure();
		addEventListener('resize', measure);
		return () => removeEventListener('resize', measure);
	}, []);
	return width;
}
