'use client';
import type { FieldRuleInput } from '@refrain/assertions';
import { Trash2 } from 'lucide-react';
import { Button, formatCount, IconButton } from '../base/index.ts';
import { Dialog } from '../overlays/index.ts';
import { formatAccuracy } from './accuracy.ts';
import { describeScope } from './draft.ts';
import type { Projection } from './projection.ts';

export interface DraftReviewProps {
	rules: readonly FieldRuleInput[];
	before: { passing: number; asserted: number };
	projection: Projection | null;
	saving: boolean;
	onRemove(id: string): void;
	onSave(): void;
	onClose(): void;
}

/** Every assertion of the draft, and what they do together. */
export function DraftReview({ rules, before, projection, saving, onRemove, onSave, onClose }: DraftReviewProps) {
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Review changes"
			description="Nothing is judged by these until you save."
			width={640}
			footer={
				<>
					<Button onClick={onClose}>Close</Button>
					<Button variant="primary" disabled={saving || rules.length === 0} onClick={onSave}>
						{saving ? 'Saving…' : 'Save assertions and re-evaluate'}
					</Button>
				</>
			}
		>
			<ul aria-label="Draft assertions" className="rounded-panel border border-line">
				{rules.map((rule) => (
					<li
						key={rule.id}
						className="flex min-h-11 items-center gap-3 border-line border-t px-3 py-1.5 first:border-t-0"
					>
						<div className="min-w-0 flex-1">
							<p className="mono truncate text-12" title={rule.path}>
								{rule.path}
							</p>
							<p className="text-12 text-fg-3">
								{projection?.texts[rule.id] ?? rule.check} · {describeScope(rule.scope)}
							</p>
						</div>
						<IconButton label={`Remove ${rule.path}`} icon={Trash2} onClick={() => onRemove(rule.id)} />
					</li>
				))}
				{rules.length === 0 && <li className="px-3 py-2 text-fg-3">The draft is empty.</li>}
			</ul>
			{projection && <Figures before={before} projection={projection} />}
		</Dialog>
	);
}

function Figures({ before, projection }: Pick<DraftReviewProps, 'before'> & { projection: Projection }) {
	const figures = [
		[
			'accuracy',
			`${formatAccuracy(before.passing, before.asserted)} → ${formatAccuracy(projection.passing, projection.asserted)}`,
		],
		['start to match', `+${formatCount(projection.startToMatch.length)}`],
		['stop matching', formatCount(projection.stopMatching.length)],
		['covered where others fail', formatCount(projection.othersHidden)],
		['still fail', formatCount(projection.asserted - projection.passing)],
	];
	return (
		<dl className="mt-4 flex justify-between gap-4">
			{figures.map(([name, value]) => (
				<div key={name} className="flex flex-col-reverse">
					<dt className="text-11 text-fg-3">{name}</dt>
					<dd className="text-15 font-semibold">{value}</dd>
				</div>
			))}
		</dl>
	);
}
