'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { BYTES_PER_ROW, hexRow } from './hex-rows.ts';

const ROW_PX = 18;

/** Bytes as hex and ASCII; only the lines in sight are in the page. */
export function HexView({ bytes, label }: { bytes: Uint8Array; label: string }) {
	const scroller = useRef<HTMLElement>(null);
	const virtualizer = useVirtualizer({
		count: Math.ceil(bytes.length / BYTES_PER_ROW),
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
			<div className="relative min-w-[520px]" style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => {
					const { offset, hex, ascii } = hexRow(bytes, index);
					return (
						<div
							key={index}
							className="absolute left-0 flex gap-4 px-3 whitespace-pre"
							style={{ top: start, height: ROW_PX }}
						>
							<span className="text-fg-3">{offset}</span>
							<span className="w-[330px]">{hex}</span>
							<span className="text-j-str">{ascii}</span>
						</div>
					);
				})}
			</div>
		</section>
	);
}
