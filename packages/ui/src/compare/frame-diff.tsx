'use client';
import type { JsonValue } from '@refrain/traffic';
import { Maximize2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
	formatBytes,
	formatClock,
	formatCount,
	formatDuration,
	LinkButton,
	plural,
	Segmented,
	Switch,
} from '../base/index.ts';
import { FieldTable, fieldRows, JsonTextDiff, valueDifferences } from '../diff/index.ts';
import { type FrameRow, shownNumber } from '../traffic/index.ts';

export interface DiffSide {
	row: FrameRow;
	value: JsonValue;
}

export interface FrameDiffProps {
	/** The older or marked one. */
	before: DiffSide;
	after: DiffSide;
	/** Why these two: 'previous echo', 'marked as A'. */
	why: string;
	/** Where the two are shown with more room; not given where that is. */
	wideHref?: string;
}

type View = 'fields' | 'text';

/** Two frames compared, field by field or as text. An entry of its own: load it lazily. */
export function FrameDiff({ before, after, why, wideHref }: FrameDiffProps) {
	const differences = useMemo(() => valueDifferences(before.value, after.value), [before.value, after.value]);
	const [view, setView] = useState<View>('fields');
	const [onlyDifferences, setOnlyDifferences] = useState(false);
	const [selected, setSelected] = useState<string | null>(null);
	const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
	const rows = useMemo(
		() => fieldRows({ expected: before.value, observed: after.value, differences, toggled, onlyDifferences }),
		[before, after, differences, toggled, onlyDifferences],
	);
	return (
		<>
			<div className="flex min-h-10 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
				<Segmented<View>
					label="View"
					value={view}
					onChange={setView}
					items={[
						{ value: 'fields', label: 'Fields' },
						{ value: 'text', label: 'Text' },
					]}
				/>
				{view === 'fields' && (
					<Switch
						label="Only differences"
						checked={onlyDifferences}
						onChange={setOnlyDifferences}
						className="text-12"
					/>
				)}
				{wideHref !== undefined && (
					<>
						<span className="flex-1" />
						<LinkButton size="sm" variant="ghost" icon={Maximize2} href={wideHref}>
							Compare
						</LinkButton>
					</>
				)}
			</div>
			<p className="flex-none border-b border-line px-3 py-1.5 text-12">
				{differences.length === 0 ? (
					<b className="font-medium">These two frames are equal.</b>
				) : (
					<b className="font-medium">{plural(differences.length, 'difference')}</b>
				)}{' '}
				<span className="text-fg-3">
					Against #{formatCount(shownNumber(before.row.n))} ({why}) · {formatBytes(before.row.payloadBytes)} /{' '}
					{formatBytes(after.row.payloadBytes)} · {formatDuration(Math.abs(after.row.atUs - before.row.atUs))} apart
				</span>
			</p>
			{view === 'fields' ? (
				<FieldTable
					label="Fields of both frames"
					rows={rows}
					sides={{ expected: side(before), observed: side(after) }}
					selected={selected}
					onSelect={setSelected}
					onToggle={(path, expanded) => setToggled(new Map(toggled).set(path, expanded))}
					empty="No field differs."
				/>
			) : (
				<JsonTextDiff original={before.value} modified={after.value} label="Text of both frames" />
			)}
		</>
	);
}

function side({ row }: DiffSide): { title: string; note: string } {
	return { title: `#${formatCount(shownNumber(row.n))}`, note: formatClock(row.atUs) };
}
