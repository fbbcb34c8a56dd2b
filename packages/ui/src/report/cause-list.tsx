import type { Cause, Verdict } from '@refrain/assertions';
import { Pencil, Sparkles } from 'lucide-react';
import { Button, cx, formatCount, Pill, plural } from '../base/index.ts';
import { spokenPath } from './draft.ts';

export interface CauseListProps {
	causes: readonly Cause[];
	/** Exchanges that failed, over all causes. */
	failed: number;
	selected: string | null;
	/** Causes that the draft covers, with what it says: 'a timestamp'. */
	drafted: ReadonlyMap<string, string>;
	onSelect(cause: Cause): void;
	onAccept(cause: Cause): void;
	/** Takes every suggestion that is certain; absent when there is none left. */
	onAcceptNoise?: () => void;
}

/** Why a replay failed: one line for each reason, not for each exchange. */
export function CauseList(props: CauseListProps) {
	const { causes, failed, onAcceptNoise } = props;
	return (
		<section aria-label="Why it failed" className="flex max-h-[46%] flex-none flex-col">
			<div className="flex h-10 flex-none items-center gap-2 whitespace-nowrap pr-3 pl-4">
				<h2 className="font-semibold">Why it failed</h2>
				<span className="text-fg-3">
					{plural(causes.length, 'cause')} in {plural(failed, 'exchange')}
				</span>
				<span className="flex-1" />
				{onAcceptNoise && (
					<Button variant="ghost" size="sm" onClick={onAcceptNoise}>
						Select all noise
					</Button>
				)}
			</div>
			<ul className="min-h-0 overflow-y-auto border-line border-b">
				{causes.map((cause) => (
					<CauseRow key={cause.key} cause={cause} {...props} />
				))}
			</ul>
		</section>
	);
}

/** Longer evidence gives way to the suggestion that is made from it; its tooltip has it. */
const SHORT = 24;

const SIGNS: Record<Verdict, { sign: string; text: string }> = {
	match: { sign: '=', text: 'text-pass' },
	ignored: { sign: '=', text: 'text-pass' },
	mismatch: { sign: '≠', text: 'text-fail' },
	missing: { sign: '∅', text: 'text-warn' },
	late: { sign: '⏱', text: 'text-warn' },
	unexpected: { sign: '+', text: 'text-new' },
};

function CauseRow({ cause, selected, drafted, onSelect, onAccept }: CauseListProps & { cause: Cause }) {
	const isSelected = cause.key === selected;
	const draft = drafted.get(cause.key);
	const { sign, text } = SIGNS[cause.verdict];
	return (
		<li
			data-cause={cause.key}
			className={cx(
				'relative flex h-[30px] items-center gap-2 whitespace-nowrap border-line border-t px-4',
				isSelected ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-bg-1',
			)}
		>
			<span aria-hidden="true" className={cx('mono w-3.5 flex-none text-center font-bold', text)}>
				{sign}
			</span>
			<button
				type="button"
				aria-pressed={isSelected}
				onClick={() => onSelect(cause)}
				className="min-w-0 flex-1 truncate text-left before:absolute before:inset-0"
				title={cause.sentence}
			>
				<Sentence cause={cause} />
				{cause.path?.startsWith('$') && <span className="ml-1.5 text-fg-3">in {cause.kind}</span>}
			</button>
			{draft === undefined ? (
				<>
					{cause.evidence &&
						!cause.sentence.includes(cause.evidence) &&
						(cause.suggestion === null || cause.evidence.length <= SHORT) && (
							<Pill tone="outline" className="max-w-[40%]">
								<span className="truncate">{cause.evidence}</span>
							</Pill>
						)}
					{cause.suggestion && (
						<Button
							size="sm"
							icon={Sparkles}
							title={`${cause.suggestion.evidence} ${cause.evidence}`}
							onClick={() => onAccept(cause)}
							className="relative border-[color-mix(in_srgb,var(--accent)_45%,transparent)]! text-accent-t!"
						>
							{cause.suggestion.label}
						</Button>
					)}
				</>
			) : (
				<Pill tone="accent" data-draft="">
					<Pencil aria-hidden="true" size={11} />
					draft: {draft}
				</Pill>
			)}
			<span className="w-7 flex-none text-right font-semibold" title={plural(cause.exchanges, 'exchange')}>
				{formatCount(cause.exchanges)}
			</span>
		</li>
	);
}

/** The sentence with its field in code type. */
function Sentence({ cause }: { cause: Cause }) {
	const path = cause.path === null ? null : spokenPath(cause.path);
	const at = path === null || path === '' ? -1 : cause.sentence.indexOf(path);
	if (path === null || at < 0) return cause.sentence;
	return (
		<>
			<span className="text-fg-2">{cause.sentence.slice(0, at)}</span>
			<span className="mono text-12">{path}</span>
			<span className="text-fg-2">{cause.sentence.slice(at + path.length)}</span>
		</>
	);
}
