import { cx } from '../base/index.ts';
import { type FilterError, tokenize } from './filter/index.ts';

/** The text once more, invisible, with chips behind its words. */
export function FilterChips({ text, error }: { text: string; error: FilterError | null }) {
	const parts: { text: string; kind: 'space' | 'chip' | 'wrong' }[] = [];
	let at = 0;
	for (const { start, end } of tokenize(text)) {
		if (start > at) parts.push({ text: text.slice(at, start), kind: 'space' });
		parts.push({ text: text.slice(start, end), kind: error?.start === start ? 'wrong' : 'chip' });
		at = end;
	}
	return (
		<div
			aria-hidden="true"
			className="mono pointer-events-none absolute inset-0 overflow-hidden text-12 leading-6 whitespace-pre text-transparent"
		>
			{parts.map((part, index) => (
				<span
					// biome-ignore lint/suspicious/noArrayIndexKey: a part is its position
					key={index}
					className={cx(
						'rounded-pill py-[3px]',
						part.kind === 'chip' && 'bg-bg-2 shadow-[0_0_0_2px_var(--bg-2)]',
						part.kind === 'wrong' && 'underline decoration-fail decoration-wavy decoration-1 underline-offset-4',
					)}
				>
					{part.text}
				</span>
			))}
		</div>
	);
}

/** What is wrong with the filter, and the filter mended. */
export function FilterErrorLine({ id, error, onMend }: { id: string; error: FilterError; onMend(text: string): void }) {
	return (
		<p
			id={id}
			role="alert"
			className="absolute top-8 left-0 z-20 flex items-center gap-2 rounded-control border border-fail bg-bg px-2 py-0.5 text-12 text-fail shadow-float"
		>
			<Code text={error.message} />
			{error.suggestion !== null && (
				<button
					type="button"
					onPointerDown={(event) => event.preventDefault()}
					onClick={() => onMend(error.suggestion as string)}
					className="font-medium text-accent-t hover:underline"
				>
					Use {error.suggestion}
				</button>
			)}
		</p>
	);
}

/** `words` in backticks are set as code. */
function Code({ text }: { text: string }) {
	return (
		<span>
			{text.split('`').map((part, at) =>
				at % 2 === 0 ? (
					part
				) : (
					// biome-ignore lint/suspicious/noArrayIndexKey: a part is its position
					<code key={at} className="mono text-11 text-fg">
						{part}
					</code>
				),
			)}
		</span>
	);
}
