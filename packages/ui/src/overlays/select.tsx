'use client';
import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useFieldControl } from '../base/field.tsx';
import { cx } from '../base/index.ts';

export interface SelectItem<T extends string> {
	value: T;
	label: string;
	/** Second line, muted. */
	hint?: string;
	disabled?: boolean;
}

export interface SelectProps<T extends string> {
	/** Accessible name; not needed inside a Field. */
	label?: string;
	items: readonly SelectItem<T>[];
	value: T;
	onChange(value: T): void;
	disabled?: boolean;
	className?: string;
}

/** One of many, chosen from a list that opens. */
export function Select<T extends string>({ label, items, value, onChange, disabled, className }: SelectProps<T>) {
	const field = useFieldControl();
	return (
		<BaseSelect.Root
			items={items}
			value={value}
			onValueChange={(next) => next !== null && onChange(next as T)}
			disabled={disabled}
		>
			<BaseSelect.Trigger
				{...field}
				aria-label={label}
				className={cx(
					'flex h-7 w-full min-w-0 items-center gap-2 rounded-control border border-ctl bg-bg pr-1.5 pl-2 text-left text-13 data-disabled:bg-bg-2 data-disabled:text-fg-3',
					className,
				)}
			>
				<BaseSelect.Value className="min-w-0 flex-1 truncate" />
				<BaseSelect.Icon className="flex-none text-fg-3">
					<ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
				</BaseSelect.Icon>
			</BaseSelect.Trigger>
			<BaseSelect.Portal>
				<BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
					<BaseSelect.Popup className="pop-in max-h-[320px] min-w-[var(--anchor-width)] overflow-auto rounded-panel border border-line-2 bg-bg p-1 shadow-float outline-none">
						{items.map((item) => (
							<BaseSelect.Item
								key={item.value}
								value={item.value}
								disabled={item.disabled}
								className="flex cursor-pointer items-start gap-2 rounded-control px-2 py-1 text-13 outline-none select-none data-disabled:text-fg-3 data-highlighted:bg-accent-bg"
							>
								<span className="w-3.5 flex-none pt-[3px]">
									<BaseSelect.ItemIndicator>
										<Check aria-hidden="true" size={14} strokeWidth={2} className="text-accent-t" />
									</BaseSelect.ItemIndicator>
								</span>
								<span className="min-w-0">
									<BaseSelect.ItemText>{item.label}</BaseSelect.ItemText>
									{item.hint && <span className="block text-12 text-fg-3">{item.hint}</span>}
								</span>
							</BaseSelect.Item>
						))}
					</BaseSelect.Popup>
				</BaseSelect.Positioner>
			</BaseSelect.Portal>
		</BaseSelect.Root>
	);
}
