'use client';
import { ListFilter, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { cx, IconButton } from '../base/index.ts';
import { type Completion, filterCompletions, formatFilter, parseFilter } from './filter/index.ts';
import { FilterChips, FilterErrorLine } from './filter-parts.tsx';

export interface FilterBarHandle {
	focus(): void;
}

export interface FilterBarProps {
	/** The filter that is applied, canonical. */
	value: string;
	onChange(value: string): void;
	/** '1,204 of 43,186 frames' */
	count: string;
	/** Kinds that were seen, for completion. */
	kinds: readonly string[];
	/** Where Esc and Enter give the focus. */
	onLeave(): void;
	ref?: Ref<FilterBarHandle>;
}

/** Applies by itself after this pause. */
const PAUSE_MS = 400;

/** One input; its words are drawn as chips behind the text, so that typing, pasting and undo stay the browser's. */
export function FilterBar({ value, onChange, count, kinds, onLeave, ref }: FilterBarProps) {
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	const [text, setText] = useState(value);
	const [open, setOpen] = useState(false);
	const [active, setActive] = useState(-1);
	const applied = useRef(value);
	const parsed = useMemo(() => parseFilter(text), [text]);
	const options = useMemo(() => filterCompletions(text, kinds), [text, kinds]);
	useImperativeHandle(ref, () => ({ focus: () => input.current?.select() }));

	// The filter changed from outside: a click, the Back button.
	useEffect(() => {
		if (value === applied.current) return;
		applied.current = value;
		setText(value);
	}, [value]);

	const apply = (next: string) => {
		const read = parseFilter(next);
		if (!read.ok) return;
		const canonical = formatFilter(read.terms);
		applied.current = canonical;
		if (canonical !== value) onChange(canonical);
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause
	useEffect(() => {
		if (text === applied.current) return;
		const timer = setTimeout(() => apply(text), PAUSE_MS);
		return () => clearTimeout(timer);
	}, [text]);

	const type = (next: string) => {
		setText(next);
		setOpen(true);
		setActive(-1);
	};
	const pick = (option: Completion) => {
		type(option.text);
		if (option.final) apply(option.text);
		input.current?.focus();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			if (!open) setOpen(true);
			const step = event.key === 'ArrowDown' ? 1 : -1;
			setActive((at) => Math.max(-1, Math.min(options.length - 1, at + step)));
		} else if (event.key === 'Enter') {
			const option = open ? options[active] : undefined;
			if (option) pick(option);
			else {
				apply(text);
				setOpen(false);
				if (parsed.ok) onLeave();
			}
		} else if (event.key === 'Tab' && open && options[active]) pick(options[active]);
		else if (event.key === 'Escape') {
			if (open) setOpen(false);
			else onLeave();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const showsList = open && options.length > 0;
	return (
		<search className="relative min-w-0 flex-1">
			<div
				className={cx(
					'flex h-7 items-center gap-2 rounded-control border bg-bg pr-1 pl-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-accent',
					parsed.ok ? 'border-ctl' : 'border-fail',
				)}
			>
				<ListFilter aria-hidden="true" size={14} strokeWidth={1.75} className="flex-none text-fg-3" />
				<div className="relative min-w-0 flex-1">
					<FilterChips text={text} error={parsed.ok ? null : parsed.error} />
					<input
						ref={input}
						role="combobox"
						aria-label="Filter"
						aria-keyshortcuts="/"
						aria-expanded={showsList}
						aria-controls={`${id}-list`}
						aria-autocomplete="list"
						aria-activedescendant={showsList && active >= 0 ? `${id}-${active}` : undefined}
						aria-invalid={!parsed.ok}
						aria-describedby={parsed.ok ? undefined : `${id}-error`}
						value={text}
						onChange={(event) => type(event.target.value)}
						onKeyDown={onKeyDown}
						onBlur={() => setOpen(false)}
						placeholder='Filter: dir:up  -op:ping,pong  kind:order*  "text in the payload"'
						autoComplete="off"
						spellCheck={false}
						className="mono relative h-6 w-full bg-transparent text-12 outline-none"
					/>
				</div>
				<span role="status" className="flex-none text-11 text-fg-3">
					{count}
				</span>
				{text !== '' && (
					<IconButton
						label="Clear filter"
						icon={X}
						className="size-5"
						onClick={() => {
							setText('');
							apply('');
							input.current?.focus();
						}}
					/>
				)}
			</div>
			{!parsed.ok && text !== '' && (
				<FilterErrorLine id={`${id}-error`} error={parsed.error} onMend={(mended) => type(mended)} />
			)}
			{showsList && (
				<div
					id={`${id}-list`}
					role="listbox"
					aria-label="Completions"
					className={cx(
						'pop-in absolute right-0 left-0 z-20 max-h-[320px] overflow-auto rounded-panel border border-line-2 bg-bg p-1 shadow-float',
						parsed.ok ? 'top-8' : 'top-[60px]',
					)}
				>
					{options.map((option, at) => (
						// biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input (APG combobox)
						<div
							key={option.label}
							id={`${id}-${at}`}
							role="option"
							aria-selected={at === active}
							tabIndex={-1}
							// Before the input loses the focus.
							onPointerDown={(event) => event.preventDefault()}
							onClick={() => pick(option)}
							className="flex h-7 cursor-pointer items-center gap-3 rounded-control px-2 hover:bg-bg-2 aria-selected:bg-accent-bg"
						>
							<span className="mono w-[180px] flex-none truncate text-12">{option.label}</span>
							<span className="truncate text-12 text-fg-3">{option.hint}</span>
						</div>
					))}
				</div>
			)}
		</search>
	);
}
