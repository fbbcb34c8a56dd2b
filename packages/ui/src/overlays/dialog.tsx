'use client';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { cx, IconButton } from '../base/index.ts';

export interface DialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	title: string;
	/** Line under the title. */
	description?: ReactNode;
	/** In px; 560 when not given. */
	width?: number;
	/** Buttons, right-aligned at the bottom. */
	footer?: ReactNode;
	/** Gets the focus on opening; else the first field, else the contents. */
	initialFocus?: RefObject<HTMLElement | null>;
	children: ReactNode;
	className?: string;
}

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox]';

/** A modal dialog: traps the focus, closes on Esc, gives the focus back. Load it lazily with its contents. */
export function Dialog({
	open,
	onOpenChange,
	title,
	description,
	width = 560,
	footer,
	initialFocus,
	children,
	className,
}: DialogProps) {
	const body = useRef<HTMLDivElement>(null);
	const firstField = () => body.current?.querySelector<HTMLElement>(FIELDS) ?? body.current;
	return (
		<BaseDialog.Root open={open} onOpenChange={onOpenChange}>
			<BaseDialog.Portal>
				<BaseDialog.Backdrop className="fixed inset-0 z-30 bg-[rgb(10_10_20/35%)]" />
				<BaseDialog.Popup
					initialFocus={initialFocus ?? firstField}
					style={{ width }}
					className="pop-in fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-card border border-line-2 bg-bg shadow-float outline-none"
				>
					<div className="flex flex-none items-start gap-2 pt-4 pr-3 pl-5">
						<div className="min-w-0 flex-1">
							<BaseDialog.Title className="text-15 font-semibold">{title}</BaseDialog.Title>
							{description && (
								<BaseDialog.Description className="text-12 text-fg-3">{description}</BaseDialog.Description>
							)}
						</div>
						<BaseDialog.Close render={<IconButton label="Close" icon={X} />} />
					</div>
					<div
						ref={body}
						tabIndex={-1}
						className={cx('min-h-0 flex-1 overflow-auto px-5 py-4 outline-none', className)}
					>
						{children}
					</div>
					{footer && (
						<div className="flex flex-none items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
					)}
				</BaseDialog.Popup>
			</BaseDialog.Portal>
		</BaseDialog.Root>
	);
}
