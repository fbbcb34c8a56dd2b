'use client';
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';

export interface ToastMessage {
	message: string;
	/** Failures stay until dismissed. */
	tone?: 'info' | 'fail';
	/** For instance Undo. */
	action?: { label: string; run(): void };
}

type Shown = ToastMessage & { id: number };

const SHOWN_MS = 6_000;
let toasts: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Tells the user that something happened, in one line. Returns a function that takes it away. */
export function toast(message: ToastMessage): () => void {
	const shown = { ...message, id: ++lastId };
	set([...toasts.slice(-3), shown]);
	return () => dismiss(shown.id);
}

function dismiss(id: number): void {
	set(toasts.filter((one) => one.id !== id));
}

function set(next: readonly Shown[]): void {
	toasts = next;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

const NONE: readonly Shown[] = [];

/** Where toasts appear; once a page. */
export function ToastHost() {
	const shown = useSyncExternalStore(
		subscribe,
		() => toasts,
		() => NONE,
	);
	return (
		<section
			aria-label="Notifications"
			aria-live="polite"
			className="pointer-events-none fixed right-4 bottom-9 z-50 flex flex-col items-end gap-2"
		>
			{shown.map((one) => (
				<Toast key={one.id} {...one} />
			))}
		</section>
	);
}

function Toast({ id, message, tone = 'info', action }: Shown) {
	useEffect(() => {
		if (tone === 'fail') return;
		const timer = setTimeout(() => dismiss(id), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [id, tone]);
	const act = () => {
		action?.run();
		dismiss(id);
	};
	return (
		<div
			role={tone === 'fail' ? 'alert' : 'status'}
			className={cx(
				'pop-in pointer-events-auto flex max-w-[480px] items-center gap-2 rounded-panel border bg-bg py-1.5 pr-1.5 pl-3 text-13 shadow-float',
				tone === 'fail' ? 'border-fail text-fail' : 'border-line-2',
			)}
		>
			<span className="min-w-0 flex-1">{message}</span>
			{action && (
				<Button size="sm" variant="ghost" onClick={act}>
					{action.label}
				</Button>
			)}
			<IconButton label="Dismiss" icon={X} onClick={() => dismiss(id)} />
		</div>
	);
}
