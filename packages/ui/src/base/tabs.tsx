'use client';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { cx } from './cx.ts';
import { Pill } from './pill.tsx';

export interface TabItem<T extends string> {
	value: T;
	label: string;
	/** Small number beside the label. */
	count?: number | null;
	disabled?: boolean;
}

export interface TabsProps<T extends string> {
	/** Accessible name of the list. */
	label: string;
	items: readonly TabItem<T>[];
	value: T;
	onChange(value: T): void;
	/** The panel of the chosen tab. */
	children: ReactNode;
	className?: string;
	panelClassName?: string;
}

/** Tabs by the APG pattern, activated by focus. */
export function Tabs<T extends string>({
	label,
	items,
	value,
	onChange,
	children,
	className,
	panelClassName,
}: TabsProps<T>) {
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	const onKeyDown = (event: KeyboardEvent) => {
		const next = neighbour(items, value, event.key);
		if (next === null) return;
		event.preventDefault();
		onChange(next);
		list.current?.querySelector<HTMLElement>(`[data-value="${next}"]`)?.focus();
	};
	return (
		<>
			<div
				ref={list}
				role="tablist"
				aria-label={label}
				onKeyDown={onKeyDown}
				className={cx('flex flex-none border-b border-line px-2', className)}
			>
				{items.map((item) => (
					<button
						key={item.value}
						type="button"
						role="tab"
						id={`${id}-${item.value}`}
						data-value={item.value}
						aria-selected={item.value === value}
						aria-controls={`${id}-panel`}
						tabIndex={item.value === value ? 0 : -1}
						disabled={item.disabled}
						onClick={() => onChange(item.value)}
						className="-mb-px flex h-8 items-center gap-1.5 border-b-2 border-transparent px-[9px] text-[12.5px] font-medium whitespace-nowrap text-fg-2 not-disabled:hover:text-fg disabled:text-fg-3 aria-selected:border-accent aria-selected:text-fg"
					>
						{item.label}
						{item.count != null && <Pill className="h-4">{item.count}</Pill>}
					</button>
				))}
			</div>
			<div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={panelClassName}>
				{children}
			</div>
		</>
	);
}

function neighbour<T extends string>(items: readonly TabItem<T>[], value: T, key: string): T | null {
	const usable = items.filter((item) => !item.disabled);
	const at = usable.findIndex((item) => item.value === value);
	const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: usable.length - 1 }[key];
	return to === undefined ? null : (usable[(to + usable.length) % usable.length]?.value ?? null);
}
