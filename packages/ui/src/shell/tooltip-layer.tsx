'use client';
import { useEffect, useState } from 'react';
import { Kbd } from '../base/index.ts';

interface Tip {
	text: string;
	keys: string | null;
	rect: DOMRect;
}

const DELAY_MS = 350;

/**
 * One tooltip for the whole page, for whatever element carries `data-tip`. It only repeats what the accessible name
 * already says, so it is hidden from screen readers.
 */
export function TooltipLayer() {
	const [tip, setTip] = useState<Tip | null>(null);
	useEffect(() => watch(setTip), []);
	if (!tip) return null;
	const below = tip.rect.bottom + 40 < innerHeight;
	return (
		<div
			aria-hidden="true"
			className="pointer-events-none fixed z-[60] flex max-w-[320px] -translate-x-1/2 items-center gap-1.5 rounded-control bg-fg px-2 py-1 text-12 text-bg shadow-float"
			style={{
				left: Math.min(innerWidth - 80, Math.max(80, tip.rect.left + tip.rect.width / 2)),
				...(below ? { top: tip.rect.bottom + 6 } : { bottom: innerHeight - tip.rect.top + 6 }),
			}}
		>
			{tip.text}
			{tip.keys && <Kbd>{tip.keys.length === 1 ? tip.keys.toUpperCase() : tip.keys}</Kbd>}
		</div>
	);
}

function watch(show: (tip: Tip | null) => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let current: Element | null = null;
	const leave = () => {
		clearTimeout(timer);
		current = null;
		show(null);
	};
	const enter = (event: Event) => {
		const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
		if (element === current) return;
		leave();
		if (!element || (event.type === 'focusin' && !element.matches(':focus-visible'))) return;
		current = element;
		timer = setTimeout(() => {
			if (!element.isConnected || element.getAttribute('aria-expanded') === 'true') return;
			show({
				text: element.dataset.tip ?? '',
				keys: element.dataset.tipKey ?? null,
				rect: element.getBoundingClientRect(),
			});
		}, DELAY_MS);
	};
	const events: [string, (event: Event) => void][] = [
		['pointerover', enter],
		['focusin', enter],
		['focusout', leave],
		['pointerdown', leave],
		['keydown', leave],
		['scroll', leave],
	];
	for (const [type, listener] of events) document.addEventListener(type, listener, { capture: true, passive: true });
	return () => {
		leave();
		for (const [type, listener] of events) document.removeEventListener(type, listener, { capture: true });
	};
}
