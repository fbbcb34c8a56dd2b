'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { hexRow } from './hex-rows.ts';

const ROW_PX = 18;

/** Bytes as hex and ASCII; only the lines in sight are in the page. */
export function HexView({ bytes, label }: { bytes: Uint8Array; label: string }) {
	const scroller = useRef<HTMLElement>(null);
	const perRow = useBytesPerRow(scroller);
	const virtualizer = useVirtualizer({
		count: Math.ceil(bytes.length / perRow),
		getScrollElement: () => scroller.current,
		estimateSize: () => ROW_PX,
		overscan: 20,
		paddingStart: 8,
		paddingEnd: 8,
		initialRect: { width: 0, height: 800 },
	});
	return (
		<section
			ref={scroller}
			aria-label={label}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
			tabIndex={0}
			className="mono min-h-0 flex-1 overflow-auto text-11 outline-offset-[-2px]"
		>
			<div className="relative min-w-[300px]" style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => {
					const { offset, hex, ascii } = hexRow(bytes, index, perRow);
					return (
						<div
							key={index}
							className="absolute left-0 flex gap-4 px-3 whitespace-pre"
							style={{ top: start, height: ROW_PX }}
						>
							<span className="text-fg-3">{offset}</span>
							<span className={perRow === 16 ? 'w-[330px]' : 'w-[160px]'}>{hex}</span>
							<span className="text-j-str">{ascii}</span>
						</div>
					);
				})}
			</div>
		</section>
	);
}

/** Offset, sixteen bytes and their ASCII need this much room. */
const WIDE_PX = 590;

function useBytesPerRow(element: RefObject<HTMLElement | null>): 8 | 16 {
	const [wide, setWide] = useState(false);
	useEffect(() => {
		const { current } = element;
		if (!current) return;
		const observer = new ResizeObserver(() => setWide(current.clientWidth >= WIDE_PX));
		observer.observe(current);
		return () => observer.disconnect();
	}, [element]);
	return wide ? 16 : 8;
}
