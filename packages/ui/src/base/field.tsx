'use client';
import { type ComponentProps, createContext, type ReactNode, useContext, useId, useMemo } from 'react';
import { cx } from './cx.ts';

interface FieldIds {
	control: string;
	describedBy: string | undefined;
	invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
	label: ReactNode;
	/** What to know before filling it in. */
	hint?: ReactNode;
	/** What is wrong with it, in one sentence. */
	error?: string | null;
	children: ReactNode;
	className?: string;
}

/** A label over one control; hint and error are tied to it. */
export function Field({ label, hint, error, children, className }: FieldProps) {
	const id = useId();
	const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
	const ids = useMemo(() => ({ control: id, describedBy: described, invalid: !!error }), [id, described, error]);
	return (
		<FieldContext value={ids}>
			<div className={cx('flex min-w-0 flex-col gap-1', className)}>
				<label htmlFor={id} className="text-12 font-medium text-fg-2">
					{label}
				</label>
				{children}
				{error ? (
					<p id={`${id}-error`} role="alert" className="text-12 text-fail">
						{error}
					</p>
				) : (
					hint && (
						<p id={`${id}-hint`} className="text-12 text-fg-3">
							{hint}
						</p>
					)
				)}
			</div>
		</FieldContext>
	);
}

/** Attributes that tie a control to the {@link Field} around it; empty outside one. */
export function useFieldControl(): { id?: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: true } {
	const ids = useContext(FieldContext);
	if (!ids) return {};
	return { id: ids.control, 'aria-describedby': ids.describedBy, ...(ids.invalid && { 'aria-invalid': true }) };
}

/** Box of every text-like control. */
const INPUT =
	'h-7 w-full min-w-0 rounded-control border border-ctl bg-bg px-2 text-13 text-fg disabled:bg-bg-2 disabled:text-fg-3 aria-invalid:border-fail';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
	const field = useFieldControl();
	return (
		<input type="text" autoComplete="off" spellCheck={false} {...field} {...rest} className={cx(INPUT, className)} />
	);
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
	const field = useFieldControl();
	return <textarea spellCheck={false} {...field} {...rest} className={cx(INPUT, 'h-auto py-1', className)} />;
}
