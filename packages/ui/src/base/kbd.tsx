import { cx } from './cx.ts';

/** One key, as on its cap. Hidden from screen readers: shortcuts are told by aria-keyshortcuts. */
export function Kbd({ children, className }: { children: string; className?: string }) {
	return (
		<span
			aria-hidden="true"
			className={cx(
				'inline-block min-w-[18px] flex-none rounded-pill border border-b-2 border-line-2 bg-bg px-1 text-center font-ui text-11 font-medium leading-[15px] whitespace-nowrap text-fg-2',
				className,
			)}
		>
			{children}
		</span>
	);
}
