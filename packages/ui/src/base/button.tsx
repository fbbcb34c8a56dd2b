import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { Link, type LinkProps } from './link.tsx';

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'quiet' | 'danger';
export type ButtonSize = 'lg' | 'md' | 'sm';

interface Look {
	variant?: ButtonVariant;
	size?: ButtonSize;
	icon?: LucideIcon;
	/** Key that does the same: shown on the button, and in aria-keyshortcuts. */
	shortcut?: string;
}

export type ButtonProps = ComponentProps<'button'> & Look & { children: ReactNode };

const VARIANTS: Record<ButtonVariant, string> = {
	default: 'border-line-2 bg-bg text-fg not-disabled:hover:bg-bg-2',
	primary: 'border-accent bg-accent text-on-accent not-disabled:hover:border-accent-h not-disabled:hover:bg-accent-h',
	ghost: 'border-transparent bg-transparent text-fg-2 not-disabled:hover:bg-bg-2 not-disabled:hover:text-fg',
	quiet: 'border-transparent bg-bg-2 text-fg not-disabled:hover:bg-bg-3',
	danger: 'border-line-2 bg-bg text-fail not-disabled:hover:border-fail not-disabled:hover:bg-fail-bg',
};

const SIZES: Record<ButtonSize, string> = {
	lg: 'h-9 gap-2 px-4 text-[14px]',
	md: 'h-7 gap-1.5 px-2.5 text-13',
	sm: 'h-6 gap-1.5 px-2 text-12',
};

const BASE =
	'inline-flex flex-none items-center justify-center rounded-control border font-medium whitespace-nowrap select-none disabled:text-fg-3';

export function Button({ variant, size, icon, shortcut, className, children, ...rest }: ButtonProps) {
	return (
		<button type="button" aria-keyshortcuts={shortcut} {...rest} className={look({ variant, size }, className)}>
			<Content icon={icon} size={size} shortcut={shortcut}>
				{children}
			</Content>
		</button>
	);
}

/** Looks like a button, is a link. */
export function LinkButton({ variant, size, icon, shortcut, className, children, ...rest }: LinkProps & Look) {
	return (
		<Link {...rest} className={look({ variant, size }, className)}>
			<Content icon={icon} size={size} shortcut={shortcut}>
				{children}
			</Content>
		</Link>
	);
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
	/** Accessible name and tooltip. */
	label: string;
	icon: LucideIcon;
	shortcut?: string;
	variant?: ButtonVariant;
	size?: ButtonSize;
};

export function IconButton({
	label,
	icon: Icon,
	shortcut,
	variant = 'ghost',
	size = 'sm',
	className,
	...rest
}: IconButtonProps) {
	return (
		<button
			type="button"
			aria-label={label}
			aria-keyshortcuts={shortcut}
			data-tip={label}
			data-tip-key={shortcut}
			{...rest}
			className={cx(BASE, VARIANTS[variant], size === 'sm' ? 'size-6' : 'size-7', className)}
		>
			<Icon aria-hidden="true" size={size === 'sm' ? 14 : 16} strokeWidth={1.75} />
		</button>
	);
}

function look({ variant = 'default', size = 'md' }: Look, className?: string): string {
	return cx(BASE, VARIANTS[variant], SIZES[size], className);
}

function Content({ icon: Icon, size, shortcut, children }: Look & { children: ReactNode }) {
	return (
		<>
			{Icon && <Icon aria-hidden="true" size={size === 'lg' ? 16 : 14} strokeWidth={1.75} className="flex-none" />}
			{children}
			{shortcut && <Kbd>{shortcut.toUpperCase()}</Kbd>}
		</>
	);
}
