'use client';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

interface ChoiceProps {
	label: ReactNode;
	/** Second line, muted. */
	hint?: ReactNode;
	checked: boolean;
	onChange(checked: boolean): void;
	disabled?: boolean;
	className?: string;
}

export function Checkbox({ label, hint, checked, onChange, disabled, className }: ChoiceProps) {
	return (
		<Row label={label} hint={hint} className={className}>
			<span className="relative mt-0.5 inline-flex size-4 flex-none">
				<input
					type="checkbox"
					checked={checked}
					disabled={disabled}
					onChange={(event) => onChange(event.target.checked)}
					className="peer size-4 cursor-pointer appearance-none rounded-[3px] border-[1.5px] border-ctl bg-bg checked:border-accent checked:bg-accent"
				/>
				<Check
					aria-hidden="true"
					size={12}
					strokeWidth={3}
					className="pointer-events-none absolute top-0.5 left-0.5 hidden text-on-accent peer-checked:block"
				/>
			</span>
		</Row>
	);
}

export function Switch({ label, hint, checked, onChange, disabled, className }: ChoiceProps) {
	return (
		<Row label={label} hint={hint} className={className}>
			<input
				type="checkbox"
				role="switch"
				aria-checked={checked}
				checked={checked}
				disabled={disabled}
				onChange={(event) => onChange(event.target.checked)}
				className="relative mt-0.5 h-4 w-7 flex-none cursor-pointer appearance-none rounded-full bg-ctl before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-bg checked:bg-accent checked:before:left-3.5 checked:before:bg-on-accent"
			/>
		</Row>
	);
}

export interface RadioGroupProps<T extends string> {
	/** Accessible name of the group. */
	label: string;
	items: readonly { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
	value: T;
	onChange(value: T): void;
	className?: string;
}

export function RadioGroup<T extends string>({ label, items, value, onChange, className }: RadioGroupProps<T>) {
	const name = useId();
	return (
		<div role="radiogroup" aria-label={label} className={cx('flex flex-col gap-1.5', className)}>
			{items.map((item) => (
				<Row key={item.value} label={item.label} hint={item.hint}>
					<input
						type="radio"
						name={name}
						checked={item.value === value}
						disabled={item.disabled}
						onChange={() => onChange(item.value)}
						className="mt-0.5 size-4 flex-none cursor-pointer appearance-none rounded-full border-[1.5px] border-ctl bg-bg checked:border-[5px] checked:border-accent"
					/>
				</Row>
			))}
		</div>
	);
}

function Row({
	label,
	hint,
	className,
	children,
}: Pick<ChoiceProps, 'label' | 'hint' | 'className'> & { children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noLabelWithoutControl: the control comes in as a child
		<label className={cx('flex cursor-pointer items-start gap-2', className)}>
			{children}
			<span className="min-w-0">
				{label}
				{hint && <span className="block text-12 text-fg-3">{hint}</span>}
			</span>
		</label>
	);
}
