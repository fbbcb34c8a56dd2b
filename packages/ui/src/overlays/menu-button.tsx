'use client';
import { ChevronDown, type LucideIcon } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button, type ButtonSize, type ButtonVariant, IconButton } from '../base/index.ts';
import type { MenuEntry } from './menu-entry.ts';

export interface MenuButtonProps {
	/** Accessible name of the menu, and of the button when it shows an icon only. */
	label: string;
	entries: readonly MenuEntry[];
	/** What the button shows; without it the icon alone. */
	children?: ReactNode;
	icon?: LucideIcon;
	variant?: ButtonVariant;
	size?: ButtonSize;
	align?: 'start' | 'end';
	className?: string;
}

const load = () => import('./menu-popup.tsx');
const MenuPopup = lazy(load);

/** A button that opens a menu. The menu itself is fetched when the pointer or the focus comes near. */
export function MenuButton({
	label,
	entries,
	children,
	icon,
	variant,
	size = 'sm',
	align = 'start',
	className,
}: MenuButtonProps) {
	const [open, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const props = {
		ref: button,
		variant,
		size,
		className,
		'aria-haspopup': 'menu' as const,
		'aria-expanded': open,
		onPointerEnter: () => void load(),
		onFocus: () => void load(),
		onClick: () => setOpen(!open),
	};
	return (
		<>
			{children !== undefined || !icon ? (
				<Button icon={icon} aria-label={children === undefined ? label : undefined} {...props}>
					{children ?? label}
					<ChevronDown aria-hidden="true" size={12} strokeWidth={2} className="text-fg-3" />
				</Button>
			) : (
				<IconButton label={label} icon={icon} {...props} />
			)}
			{open && (
				<Suspense fallback={null}>
					<MenuPopup anchor={button} label={label} entries={entries} align={align} onClose={() => setOpen(false)} />
				</Suspense>
			)}
		</>
	);
}
