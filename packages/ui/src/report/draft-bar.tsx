import { Pencil } from 'lucide-react';
import { Button, formatCount, plural } from '../base/index.ts';
import { formatAccuracy } from './accuracy.ts';

export interface DraftBarProps {
	rules: number;
	/** null while it is computed. */
	projected: { passing: number; asserted: number } | null;
	/** Why it cannot be computed. */
	error: string | null;
	saving: boolean;
	/** Takes back what was added last. */
	onUndo(): void;
	onDiscard(): void;
	onReview(): void;
	onSave(): void;
}

/** Only with a draft: what it would do, and the three ways on. */
export function DraftBar({ rules, projected, error, saving, onUndo, onDiscard, onReview, onSave }: DraftBarProps) {
	return (
		<section
			aria-label="Draft assertions"
			className="relative z-10 flex h-11 flex-none items-center gap-2 border-t border-[color-mix(in_srgb,var(--accent)_40%,var(--line))] bg-accent-bg pr-3 pl-4 whitespace-nowrap"
		>
			<Pencil aria-hidden="true" size={15} className="flex-none text-accent-t" />
			<b className="font-semibold">{plural(rules, 'draft assertion')}</b>
			<p role="status" className="min-w-0 flex-1 truncate text-fg-2">
				{error !== null ? (
					<span className="text-fail">{error}</span>
				) : projected === null ? (
					'Computing the projected accuracy…'
				) : (
					<>
						Projected accuracy{' '}
						<b className="font-semibold text-fg">{formatAccuracy(projected.passing, projected.asserted)}</b>,{' '}
						{formatCount(projected.passing)} of {formatCount(projected.asserted)}. This report keeps its verdict until
						you save.
					</>
				)}
			</p>
			<Button variant="ghost" size="sm" shortcut="u" disabled={saving} onClick={onUndo}>
				Undo
			</Button>
			<Button variant="ghost" size="sm" disabled={saving} onClick={onDiscard}>
				Discard
			</Button>
			<Button size="sm" disabled={saving || error !== null} onClick={onReview}>
				Review changes
			</Button>
			<Button variant="primary" size="sm" disabled={saving || error !== null} onClick={onSave}>
				{saving ? 'Saving…' : 'Save assertions and re-evaluate'}
			</Button>
		</section>
	);
}
