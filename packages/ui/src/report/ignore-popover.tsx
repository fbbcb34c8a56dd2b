'use client';
import { Popover } from '@base-ui/react/popover';
import type { Suggestion } from '@refrain/assertions';
import { ArrowRight, Lightbulb, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Button, cx, formatCount, IconButton, Kbd, plural } from '../base/index.ts';
import { accuracyPercent, formatAccuracy } from './accuracy.ts';
import { anyDepthPath, type DraftScope, type DraftTarget, lastName } from './draft.ts';
import { ShareBar } from './kpi.tsx';
import type { Projection } from './projection.ts';

export interface IgnoreChoice {
	scope: DraftScope;
	/** True: the safer check that the classifier proposes, instead of ignoring. */
	suggested: boolean;
}

export interface IgnorePopoverProps {
	target: DraftTarget;
	suggestion: Suggestion | null;
	/** Row of the field table that it belongs to. */
	anchor: RefObject<Element | null>;
	/** Messages in which each scope finds the field; null while counting. */
	covered: Record<DraftScope, number> | null;
	/** With the draft as it is. */
	before: { passing: number; asserted: number };
	/** With the choice added; null while it is computed. */
	projection: Projection | null;
	goal: number | null;
	choice: IgnoreChoice;
	onChoice(choice: IgnoreChoice): void;
	onAdd(): void;
	onClose(): void;
}

/** Ignoring a field, with what it would do, before it does anything. Enter adds it to the draft. */
export function IgnorePopover(props: IgnorePopoverProps) {
	const { target, suggestion, anchor, choice, onChoice, onAdd, onClose } = props;
	const [form, setForm] = useState<HTMLFormElement | null>(null);
	return (
		<Popover.Root open onOpenChange={(open) => !open && onClose()}>
			<Popover.Portal>
				<Popover.Positioner
					anchor={anchor}
					side="bottom"
					align="end"
					sideOffset={4}
					collisionPadding={12}
					className="z-40"
				>
					<Popover.Popup
						initialFocus={() => form?.querySelector<HTMLInputElement>('input:checked') ?? true}
						className="pop-in w-[430px] max-w-[calc(100vw-24px)] rounded-panel border border-line-2 bg-bg px-3 pt-2 pb-3 shadow-float outline-none"
					>
						<form
							ref={setForm}
							onSubmit={(event) => {
								event.preventDefault();
								onAdd();
							}}
						>
							<div className="flex items-center gap-2">
								<Popover.Title className="min-w-0 flex-1 truncate font-semibold">
									{choice.suggested && suggestion ? suggestion.label : 'Ignore'} <PathTitle path={target.generalPath} />
								</Popover.Title>
								<IconButton label="Cancel" icon={X} onClick={onClose} />
							</div>
							<Scopes {...props} />
							{suggestion && (
								<p className="my-2 flex items-start gap-2 rounded-control bg-bg-2 px-2 py-1.5 text-12">
									<Lightbulb aria-hidden="true" size={14} className="mt-px flex-none text-warn" />
									<span className="min-w-0 flex-1">
										{suggestion.evidence}{' '}
										<button
											type="button"
											aria-pressed={choice.suggested}
											onClick={() => onChoice({ ...choice, suggested: !choice.suggested })}
											className="font-medium text-accent-t underline-offset-2 hover:underline"
										>
											{choice.suggested ? 'Ignore it altogether' : suggestion.label}
										</button>{' '}
										{choice.suggested ? 'instead.' : 'keeps checking that.'}
									</span>
								</p>
							)}
							<ProjectionBox {...props} />
							<div className="mt-2.5 flex gap-2">
								<Button type="submit" variant="primary" size="sm" className="flex-1!">
									Add to draft <Kbd className="border-current! bg-transparent! text-on-accent!">↵</Kbd>
								</Button>
								<Button size="sm" onClick={onClose}>
									Cancel
								</Button>
							</div>
						</form>
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
		</Popover.Root>
	);
}

function PathTitle({ path }: { path: string }) {
	const name = lastName(path);
	const at = path.lastIndexOf(name);
	return (
		<span className="mono text-12 font-normal" title={path}>
			{path.slice(0, at)}
			<b>{path.slice(at)}</b>
		</span>
	);
}

function Scopes({ target, covered, choice, onChoice }: IgnorePopoverProps) {
	const everywhere = anyDepthPath(target.generalPath);
	const scopes: { value: DraftScope; label: React.ReactNode; hidden?: boolean }[] = [
		{
			value: 'kind',
			label: (
				<>
					In <b className="font-medium">{target.kind}</b> from the {target.sender}
				</>
			),
		},
		{ value: 'path', label: 'In every message with this path' },
		{
			value: 'name',
			hidden: everywhere === target.generalPath,
			label: (
				<>
					Any field named <span className="mono text-12">{lastName(target.generalPath)}</span>
				</>
			),
		},
	];
	return (
		<div role="radiogroup" aria-label="Where" className="mt-1">
			{scopes
				.filter(({ hidden }) => !hidden)
				.map(({ value, label }) => (
					<label
						key={value}
						className={cx(
							'flex h-[26px] cursor-pointer items-center gap-2 rounded-[5px] px-2',
							choice.scope === value && 'bg-accent-bg',
						)}
					>
						<input
							type="radio"
							name="scope"
							checked={choice.scope === value}
							onChange={() => onChoice({ ...choice, scope: value })}
							className="size-[13px] flex-none appearance-none rounded-full border-[1.5px] border-ctl bg-bg checked:border-4 checked:border-accent"
						/>
						<span className="min-w-0 flex-1 truncate">{label}</span>
						<span className="text-fg-3" title="differences it covers">
							{covered === null ? '…' : formatCount(covered[value])}
						</span>
					</label>
				))}
		</div>
	);
}

function ProjectionBox({ before, projection, goal }: IgnorePopoverProps) {
	const from = accuracyPercent(before.passing, before.asserted);
	const to = projection && accuracyPercent(projection.passing, projection.asserted);
	return (
		<div role="status" className="rounded-control border border-line px-2.5 py-2" aria-busy={projection === null}>
			<div className="flex items-center gap-2">
				<span className="flex-1 text-fg-2">Projected accuracy</span>
				<span className="text-fg-3">{formatAccuracy(before.passing, before.asserted)}</span>
				<ArrowRight aria-hidden="true" size={13} className="text-fg-3" />
				<b className={cx('font-semibold', to !== null && to > from && 'text-pass')}>
					{projection ? formatAccuracy(projection.passing, projection.asserted) : '…'}
				</b>
			</div>
			<div className="my-1.5">
				<ShareBar percent={from} projected={to} goal={goal} label="Accuracy now and projected" />
			</div>
			<p className="text-12/[18px]">{projection ? <Effect projection={projection} /> : 'Computing…'}</p>
			{projection !== null && (
				<p className="text-12/[18px] text-fg-2">
					{projection.stopChecking === 0
						? 'No passing exchange stops checking anything.'
						: `${plural(projection.stopChecking, 'passing exchange stops', 'passing exchanges stop')} checking this field.`}
				</p>
			)}
		</div>
	);
}

function Effect({ projection }: { projection: Projection }) {
	const { startToMatch, stopMatching, othersHidden } = projection;
	return (
		<>
			<b className="font-semibold">{formatCount(startToMatch.length)}</b> failing{' '}
			{startToMatch.length === 1 ? 'exchange starts' : 'exchanges start'} to match.{' '}
			{othersHidden === 0
				? 'No other difference is hidden.'
				: `${plural(othersHidden, 'difference passes', 'differences pass')} in exchanges that fail for other reasons too.`}
			{stopMatching.length > 0 && ` ${plural(stopMatching.length, 'exchange stops', 'exchanges stop')} matching.`}
		</>
	);
}
