import { cx } from '../base/index.ts';

/** A payload as it was sent, as text. Never markup. */
export function TextView({ text, label, wrap }: { text: string; label: string; wrap: boolean }) {
	return (
		<section
			aria-label={label}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
			tabIndex={0}
			className="min-h-0 flex-1 overflow-auto p-3 outline-offset-[-2px]"
		>
			<pre
				className={cx(
					'mono text-12 leading-[18px]',
					wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
				)}
			>
				{text}
			</pre>
		</section>
	);
}
